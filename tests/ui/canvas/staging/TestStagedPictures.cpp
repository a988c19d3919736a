// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/staging/StagedPictures.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

namespace {

constexpr QSize kSize(64, 48);

} // namespace

/// What is kept of the results put in place when there is little room.
class TestStagedPictures : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StagedPictures> m_pictures;
    std::unique_ptr<QSignalSpy> m_ready;

    [[nodiscard]] StagedPictures::Order order(const char* name) const
    {
        StagedPictures::Order made;
        made.key = QLatin1String(name);
        made.file = m_folder->filePath(made.key + QStringLiteral(".png"));
        QImage original(kSize, QImage::Format_RGB32);
        original.fill(Qt::gray);
        made.original = sourceFromImage(original);
        made.record.kind = PlaceKind::Whole;
        made.record.plan.crop = QRect(QPoint(), kSize);
        made.record.plan.sent = kSize;
        return made;
    }

    [[nodiscard]] QString kept() const
    {
        QString names;
        for (const char* const name : {"a", "b", "c"}) {
            names += m_pictures->get(QLatin1String(name)) ? QLatin1String(name) : QLatin1String();
        }
        return names;
    }

    /// Waits until nothing is put in place any more; what asked again and again would never get there.
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_pictures->isBusy(), 10'000); }

    /// Room for \a count pictures and a half.
    void makeRoom(int count)
    {
        m_pictures->want({order("a")});
        settle();
        const auto placed = m_pictures->get(QStringLiteral("a"));
        QVERIFY(placed);
        qint64 bytes = 0;
        for (int level = 0; level < placed->pyramid.levels(); ++level) {
            bytes += placed->pyramid.level(level).sizeInBytes();
        }
        const bool shared = placed->pyramid.full().constBits() == placed->image.constBits();
        bytes += shared ? 0 : placed->image.sizeInBytes();
        m_pictures->setBudget(bytes * count + bytes / 2);
        m_ready->clear();
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
        for (const auto& [name, colour] : {std::pair{"a", Qt::red}, {"b", Qt::green}, {"c", Qt::blue}}) {
            QImage image(kSize, QImage::Format_RGB32);
            image.fill(colour);
            QVERIFY(image.save(order(name).file, "PNG"));
        }
        m_pictures = std::make_unique<StagedPictures>();
        m_ready = std::make_unique<QSignalSpy>(m_pictures.get(), &StagedPictures::ready);
    }
    void cleanup() { m_pictures.reset(); }

    void whatIsNeededIsKeptAndWhatDoesNotFitIsNotAskedForAgain()
    {
        makeRoom(1);
        // As the canvas asks: again after each that is ready.
        connect(m_pictures.get(), &StagedPictures::ready, this, [this] { m_pictures->want({order("a")}, order("b")); });
        m_pictures->want({order("a")}, order("b"));
        settle();
        QCOMPARE(kept(), QStringLiteral("a"));
        QCOMPARE(m_ready->count(), 0);
        m_pictures->want({order("a")}, order("b"));
        QVERIFY(!m_pictures->isBusy());
    }

    void whatWasDroppedIsPutInPlaceWhenItIsNeeded()
    {
        makeRoom(1);
        m_pictures->want({order("a")}, order("b"));
        settle();
        m_pictures->want({order("b")}, order("c"));
        settle();
        QCOMPARE(kept(), QStringLiteral("b"));
        QCOMPARE(m_ready->count(), 1);
        m_pictures->want({order("c")}, order("a"));
        settle();
        QCOMPARE(kept(), QStringLiteral("c"));
    }

    void theOneNeededLongestAgoMakesRoomForTheNext()
    {
        makeRoom(2);
        m_pictures->want({order("a")}, order("b"));
        settle();
        QCOMPARE(kept(), QStringLiteral("ab"));
        m_pictures->want({order("b")}, order("c"));
        settle();
        QCOMPARE(kept(), QStringLiteral("bc"));
        m_pictures->want({order("c")}, order("a"));
        settle();
        QCOMPARE(kept(), QStringLiteral("ac"));
    }

    void allThatIsNeededStaysEvenBeyondTheRoom()
    {
        makeRoom(1);
        m_pictures->setBudget(1);
        m_pictures->want({order("a"), order("c")}, order("b"));
        settle();
        QCOMPARE(kept(), QStringLiteral("ac"));
        m_pictures->want({order("a")}, order("b"));
        settle();
        QCOMPARE(kept(), QStringLiteral("a")); // what is no longer needed goes at once
    }

    void whatIsNeededComesBeforeWhatMayBeNeeded()
    {
        m_pictures->want({order("b")}, order("a"));
        m_pictures->want({order("c")}, order("a")); // "b" has begun
        settle();
        QCOMPARE(m_ready->count(), 3);
        QCOMPARE(m_ready->at(1).constFirst().toString(), QStringLiteral("c"));
        QCOMPARE(kept(), QStringLiteral("abc"));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagedPictures)
#include "TestStagedPictures.moc"
