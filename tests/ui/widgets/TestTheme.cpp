// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/widgets/Checkered.h"
#include "ui/widgets/StyleSheet.h"
#include "ui/widgets/TabularFont.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyleOptionComboBox>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

/// WCAG 2.1, "relative luminance" and "contrast ratio".
double luminance(const QColor& colour)
{
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }
    void cleanup() { Theme::instance().setChoice(ThemeChoice::Dark); }

    void textIsLegible_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }

    void textIsLegible()
    {
        QFETCH(bool, dark);
        const ThemeColours colours = Theme::coloursOf(dark);
        // The least the design asks for: 4.5 : 1.
        for (const QColor& ground : {colours.ground1, colours.ground2}) {
            for (const QColor& text :
                 {colours.text1, colours.text2, colours.text3, colours.warn, colours.good, colours.practice}) {
                QVERIFY2(
                    contrast(ground, text) >= 4.5,
                    qPrintable(
                        QStringLiteral("%1 on %2: %3").arg(text.name(), ground.name()).arg(contrast(ground, text))));
            }
        }
        QVERIFY(contrast(colours.accent, colours.onAccent) >= 4.5);
        QVERIFY(contrast(colours.ground3, colours.text2) >= 4.5); // a disabled primary button's reason
    }

    void tokensAreTheDesigns()
    {
        const ThemeColours dark = Theme::coloursOf(true);
        QCOMPARE(dark.ground1.name(), QStringLiteral("#1d1d1d"));
        QCOMPARE(dark.accent.name(), QStringLiteral("#e58a5e"));
        const ThemeColours light = Theme::coloursOf(false);
        QCOMPARE(light.ground2.name(), QStringLiteral("#ffffff"));
        QCOMPARE(light.accent.name(), QStringLiteral("#b4532a"));
    }

    void styleSheetIsComplete()
    {
        for (const bool dark : {true, false}) {
            const QString sheet = styleSheet(Theme::coloursOf(dark));
            QVERIFY(!sheet.contains(QLatin1Char('@')));
            static const QRegularExpression empty(QStringLiteral(":\\s*;|solid\\s*;|url\\(\\)"));
            QVERIFY2(!empty.match(sheet).hasMatch(), qPrintable(empty.match(sheet).captured()));
            static const QRegularExpression file(QStringLiteral("url\\(([^)]+)\\)"));
            QRegularExpressionMatchIterator all = file.globalMatch(sheet);
            QVERIFY(all.hasNext());
            while (all.hasNext()) {
                const QString path = all.next().captured(1);
                QVERIFY2(QFile::exists(path), qPrintable(path));
            }
        }
    }

    void switchingIsLive()
    {
        QSignalSpy changed(&Theme::instance(), &Theme::changed);
        QLabel label(QStringLiteral("x"));
        label.show();
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::coloursOf(true).text1);
        Theme::instance().setChoice(ThemeChoice::Light);
        QCOMPARE(changed.count(), 1);
        QVERIFY(!Theme::instance().colours().dark);
        QCOMPARE(qApp->palette().color(QPalette::Window), Theme::coloursOf(false).ground1);
        Theme::instance().setChoice(ThemeChoice::Light);
        QCOMPARE(changed.count(), 1);
    }

    void iconsFollowTheTheme_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("breeze") << QStringLiteral("configure");
        QTest::newRow("own") << QStringLiteral("maquette-close");
    }

    void iconsFollowTheTheme()
    {
        QFETCH(QString, name);
        const QIcon icon = Theme::icon(name);
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            Theme::instance().setChoice(choice);
            const QImage image = icon.pixmap(QSize(16, 16), 2.0).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            const QColor wanted = Theme::instance().colours().text1;
            int strong = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() > 200) {
                        ++strong;
                        QVERIFY(std::abs(pixel.red() - wanted.red()) <= 2);
                    }
                }
            }
            QVERIFY(strong > 20);
        }
    }

    void everyNameInUseIsCompiledIn()
    {
        // So that the window has its icons where no icon theme is installed. A name is a word with hyphens that the
        // theme knows.
        static const QRegularExpression use(QStringLiteral("\"([a-z]+(?:-[a-z0-9]+)+)\""));
        QDirIterator sources(QStringLiteral(MAQUETTE_SOURCE_FOLDER "/ui"), {QStringLiteral("*.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
        while (sources.hasNext()) {
            QFile file(sources.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QRegularExpressionMatchIterator all = use.globalMatch(QString::fromUtf8(file.readAll()));
            while (all.hasNext()) {
                const QString name = all.next().captured(1);
                const bool isIcon = QIcon::hasThemeIcon(name) || name.startsWith(QLatin1String("maquette-close"));
                QVERIFY2(!isIcon || QFile::exists(QStringLiteral(":/maquette/icons/%1.svg").arg(name)),
                         qPrintable(QStringLiteral("%1 in %2").arg(name, file.fileName())));
            }
        }
    }

    void unknownIconIsNull()
    {
        QVERIFY(!Theme::hasIcon(QStringLiteral("maquette-no-such-drawing")));
        QVERIFY(Theme::hasIcon(QStringLiteral("maquette-close")));
    }

    void figuresAreTabular()
    {
        // Only with Inter installed; elsewhere the system's typeface counts and nothing may break.
        const bool inter = QFontDatabase::hasFamily(QStringLiteral("Inter"));
        QCOMPARE(!tabularFontFamily().isEmpty(), inter);
        if (inter) {
            for (const bool strong : {false, true}) {
                const QFontMetricsF metrics(Theme::font(13, strong));
                const double one = metrics.horizontalAdvance(QStringLiteral("1111111111"));
                const double eight = metrics.horizontalAdvance(QStringLiteral("8888888888"));
                QVERIFY2(std::abs(one - eight) < 0.5, qPrintable(QStringLiteral("%1 %2").arg(one).arg(eight)));
            }
        }
    }

    /// Half of the left panel holds the longest name of a model, with the arrow beside it.
    void boxesLeaveRoomForTheirWords()
    {
        QComboBox box;
        box.addItem(QStringLiteral("Stable Audio 2.5"));
        box.setFixedWidth(144);
        box.show();
        QVERIFY(QTest::qWaitForWindowExposed(&box));
        QStyleOptionComboBox option;
        option.initFrom(&box);
        option.subControls = QStyle::SC_All;
        const QRect words =
            box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
        const QRect arrow = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, &box);
        const int wanted = box.fontMetrics().horizontalAdvance(box.currentText());
        QVERIFY2(words.width() >= wanted, qPrintable(QStringLiteral("%1 of %2").arg(words.width()).arg(wanted)));
        QVERIFY2(words.right() < arrow.left(), "and the arrow is not written over");
    }

    void damagedFontsAreLeftAlone()
    {
        QVERIFY(withTabularFigures({}).isEmpty());
        QVERIFY(withTabularFigures("OTTO").isEmpty());
        QVERIFY(withTabularFigures(QByteArray(4096, '\xff')).isEmpty());
        QByteArray cut("OTTO\0\1\0\0\0\0\0\0GSUB\0\0\0\0\0\0\0\x1c\0\0\0\x0c\0\1\0\0\0\0\xff\xff\0\0\0\0", 40);
        QVERIFY(withTabularFigures(cut).isEmpty());
    }

    void checkeredGroundIsNeutral()
    {
        QImage image(32, 32, QImage::Format_RGB32);
        QPainter painter(&image);
        paintCheckered(painter, QRectF(0, 0, 32, 32), 8);
        painter.end();
        QVERIFY(image.pixel(2, 2) != image.pixel(10, 2));
        QCOMPARE(image.pixel(2, 2), image.pixel(10, 10));
        QCOMPARE(qRed(image.pixel(2, 2)), qBlue(image.pixel(2, 2)));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestTheme)
#include "TestTheme.moc"
