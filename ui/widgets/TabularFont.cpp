// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TabularFont.h"

#include <QFile>
#include <QFontDatabase>
#include <QStandardPaths>
#include <QtEndian>

namespace maquette {

namespace {

QString s_family;

quint16 word(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.constData() + at);
}

quint32 longWord(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

struct Table
{
    qsizetype start = -1;
    qsizetype length = 0;
};

/// OpenType "Table Directory": 12 bytes, then 16 bytes per table.
Table findTable(const QByteArray& font, const char* tag)
{
    if (font.size() < 12) {
        return {};
    }
    const int tables = word(font, 4);
    for (int i = 0; i < tables && 12 + 16 * (i + 1) <= font.size(); ++i) {
        const qsizetype record = 12 + qsizetype(16) * i;
        if (font.mid(record, 4) == tag) {
            const Table table{longWord(font, record + 8), longWord(font, record + 12)};
            return table.start + table.length <= font.size() ? table : Table{};
        }
    }
    return {};
}

/// Calls the feature by a tag that every shaper applies. In the FeatureList a record is a tag and an offset.
bool nameFeature(QByteArray& font, const char* from, const char* to)
{
    const Table gsub = findTable(font, "GSUB");
    if (gsub.start < 0 || gsub.length < 10) {
        return false;
    }
    const qsizetype list = gsub.start + word(font, gsub.start + 6);
    if (list + 2 > font.size()) {
        return false;
    }
    const int features = word(font, list);
    bool found = false;
    for (int i = 0; i < features; ++i) {
        const qsizetype record = list + 2 + qsizetype(6) * i;
        if (record + 6 > gsub.start + gsub.length) {
            return false;
        }
        const QByteArray tag = font.mid(record, 4);
        if (tag == to) {
            return false;
        }
        if (tag == from) {
            font.replace(record, 4, to);
            found = true;
        }
    }
    return found;
}

} // namespace

QByteArray withTabularFigures(QByteArray font)
{
    if (!nameFeature(font, "tnum", "rclt")) {
        return {};
    }
    const Table names = findTable(font, "name");
    if (names.start < 0) {
        return {};
    }
    QByteArray table = font.mid(names.start, names.length);
    table.replace(QByteArray("Inter"), QByteArray("Mqtab"));
    table.replace(QByteArray("\0I\0n\0t\0e\0r", 10), QByteArray("\0M\0q\0t\0a\0b", 10));
    font.replace(names.start, names.length, table);
    return font;
}

void loadTabularFont()
{
    static bool done = false;
    if (done) {
        return;
    }
    done = true;
    for (const char* const weight : {"Regular", "Medium", "SemiBold", "Bold"}) {
        for (const char* const folder : {"opentype/inter", "truetype/inter", "inter", "."}) {
            const QString name = QStringLiteral("%1/Inter-%2.otf").arg(QLatin1String(folder), QLatin1String(weight));
            QFile file(QStandardPaths::locate(QStandardPaths::FontsLocation, name));
            if (!file.exists() || !file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QByteArray changed = withTabularFigures(file.readAll());
            const int id = changed.isEmpty() ? -1 : QFontDatabase::addApplicationFontFromData(changed);
            if (id >= 0 && s_family.isEmpty()) {
                s_family = QFontDatabase::applicationFontFamilies(id).value(0);
            }
            break;
        }
    }
}

QString tabularFontFamily()
{
    return s_family;
}

} // namespace maquette
