// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/catalog/Operation.h"
#include "app/gallery/GalleryStore.h"

#include <QFrame>
#include <QFuture>

#include <optional>

class QLabel;
class QMimeData;
class QToolButton;
class QPushButton;

namespace maquette {

class ElidedLabel;
class Studio;

/// A place for one file of an order: takes a drop, a paste, a file chosen from disk, or what is on the stage. What it
/// takes is brought into the library first, so that the order can always name it.
class InputWell : public QFrame
{
    Q_OBJECT

public:
    InputWell(Studio& studio, const InputSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] const InputSpec& spec() const { return m_spec; }
    [[nodiscard]] AssetId asset() const { return m_asset; }
    /// Shows \a asset without emitting edited(). Empty clears it.
    void setAsset(const AssetId& asset);
    void setStageItem(const std::optional<GalleryItem>& item);
    /// What a picture that breaks the limits becomes: reduced by itself, or left as it is for the canvas to cut.
    enum class Fit { Never, Files, All };
    void setFit(Fit fit) { m_fit = fit; }
    /// Takes a file or a picture out of \a data. False when there is neither.
    bool take(const QMimeData* data);

public Q_SLOTS:
    void chooseFile();
    void paste();
    void useStage();
    void clear();

Q_SIGNALS:
    void edited();
    void imported();                                 ///< a file was taken in and fits
    void importFailed(const maquette::Error& error); ///< its place is the file's path, if it came as a file

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void build();
    void importFile(const QString& path);
    void await(const QFuture<Result<Asset>>& future, const QString& path = {});
    void took(const Asset& asset);
    void fitAsset(const Asset& asset);
    void refuse(Error error);
    void lookUp();
    void showState();
    void showThumbnail();
    [[nodiscard]] QString describeAsset() const;

    Studio& m_studio;
    InputSpec m_spec;
    AssetId m_asset;
    std::optional<Asset> m_known;
    std::optional<GalleryItem> m_stage;
    QString m_path; ///< of the file that is taken in, empty for what has none
    int m_turn = 0; ///< counts imports: the answer of an earlier one is dropped
    bool m_busy = false;
    Fit m_fit = Fit::Never;
    QString m_note;         ///< what was done to the picture so that it keeps the limits
    bool m_missing = false; ///< the library does not have the asset any more
    QLabel* m_picture;
    ElidedLabel* m_first;
    ElidedLabel* m_second;
    QToolButton* m_fromStage;
    QToolButton* m_choose;
    QToolButton* m_clear;
};

} // namespace maquette
