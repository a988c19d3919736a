// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/RawTexture.h"

#include <Qt3DRender/QAbstractTextureImage>
#include <Qt3DRender/QTexture>
#include <Qt3DRender/QTextureImageData>
#include <Qt3DRender/QTextureImageDataGenerator>
#include <Qt3DRender/QTextureWrapMode>

namespace maquette {

using Qt3DRender::QAbstractTexture;

namespace {

/// Bytes of one level of one face, and what keeps them alive.
struct Level
{
    QByteArray bytes;
    QImage owner;
    QSize size;
    int blockSize = 4; ///< bytes of a pixel
    int mip = 0;
    QAbstractTexture::CubeMapFace face = QAbstractTexture::CubeMapPositiveX;
    bool cube = false;
    QAbstractTexture::TextureFormat format = QAbstractTexture::RGBA8_UNorm;
    QOpenGLTexture::PixelFormat pixels = QOpenGLTexture::RGBA;
    QOpenGLTexture::PixelType type = QOpenGLTexture::UInt8;
};

class Generator : public Qt3DRender::QTextureImageDataGenerator
{
public:
    explicit Generator(const Level& level)
        : m_level(level)
    {
    }

    Qt3DRender::QTextureImageDataPtr operator()() override
    {
        auto data = Qt3DRender::QTextureImageDataPtr::create();
        data->setTarget(m_level.cube ? QOpenGLTexture::TargetCubeMap : QOpenGLTexture::Target2D);
        data->setWidth(m_level.size.width());
        data->setHeight(m_level.size.height());
        data->setDepth(1);
        data->setLayers(1);
        data->setFaces(1);
        data->setMipLevels(1);
        data->setFormat(QOpenGLTexture::TextureFormat(m_level.format));
        data->setPixelFormat(m_level.pixels);
        data->setPixelType(m_level.type);
        data->setData(m_level.bytes, m_level.blockSize);
        return data;
    }

    bool operator==(const QTextureImageDataGenerator& other) const override
    {
        const auto* const same = Qt3DCore::functor_cast<Generator>(&other);
        return same != nullptr && same->m_level.bytes.constData() == m_level.bytes.constData();
    }

    QT3D_FUNCTOR(Generator)

private:
    Level m_level;
};

class LevelImage : public Qt3DRender::QAbstractTextureImage
{
public:
    explicit LevelImage(const Level& level)
        : m_generator(new Generator(level))
    {
        setMipLevel(level.mip);
        setFace(level.face);
    }

protected:
    Qt3DRender::QTextureImageDataGeneratorPtr dataGenerator() const override { return m_generator; }

private:
    Qt3DRender::QTextureImageDataGeneratorPtr m_generator;
};

QByteArray bytesOf(const QImage& image)
{
    return QByteArray::fromRawData(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
}

Qt3DRender::QTextureWrapMode::WrapMode wrapMode(TextureWrap wrap)
{
    switch (wrap) {
    case TextureWrap::Mirror:
        return Qt3DRender::QTextureWrapMode::MirroredRepeat;
    case TextureWrap::Clamp:
        return Qt3DRender::QTextureWrapMode::ClampToEdge;
    case TextureWrap::Repeat:
        break;
    }
    return Qt3DRender::QTextureWrapMode::Repeat;
}

} // namespace

QAbstractTexture* pictureTexture(const QImage& picture, const MeshTexture& use, bool colour, Qt3DCore::QNode* parent)
{
    Level level;
    // The two kinds a PNG or JPEG is decoded to lie in memory as the card takes them.
    const bool asItIs = picture.format() == QImage::Format_RGB32 || picture.format() == QImage::Format_ARGB32;
    level.owner = asItIs ? picture : picture.convertToFormat(QImage::Format_ARGB32);
    level.bytes = bytesOf(level.owner);
    level.size = level.owner.size();
    level.format = colour ? QAbstractTexture::SRGB8_Alpha8 : QAbstractTexture::RGBA8_UNorm;
    level.pixels = QOpenGLTexture::BGRA;
    auto* texture = new Qt3DRender::QTexture2D(parent);
    texture->setFormat(level.format);
    texture->setSize(level.size.width(), level.size.height());
    texture->setGenerateMipMaps(use.smooth);
    texture->setMinificationFilter(use.smooth ? QAbstractTexture::LinearMipMapLinear : QAbstractTexture::Nearest);
    texture->setMagnificationFilter(use.smooth ? QAbstractTexture::Linear : QAbstractTexture::Nearest);
    Qt3DRender::QTextureWrapMode wrap;
    wrap.setX(wrapMode(use.wrapU));
    wrap.setY(wrapMode(use.wrapV));
    texture->setWrapMode(wrap);
    texture->addTextureImage(new LevelImage(level));
    return texture;
}

QAbstractTexture* greyTexture(const QImage& picture, Qt3DCore::QNode* parent)
{
    Level level;
    // Rows of a picture are padded; those of a texture are not.
    level.owner = picture.convertToFormat(QImage::Format_RGB32);
    level.bytes = bytesOf(level.owner);
    level.size = level.owner.size();
    level.pixels = QOpenGLTexture::BGRA;
    auto* texture = new Qt3DRender::QTexture2D(parent);
    texture->setFormat(level.format);
    texture->setSize(level.size.width(), level.size.height());
    texture->setMinificationFilter(QAbstractTexture::Linear);
    texture->setMagnificationFilter(QAbstractTexture::Linear);
    Qt3DRender::QTextureWrapMode wrap(Qt3DRender::QTextureWrapMode::ClampToEdge);
    texture->setWrapMode(wrap);
    texture->addTextureImage(new LevelImage(level));
    return texture;
}

QAbstractTexture* cubeTexture(const LightCube& cube, Qt3DCore::QNode* parent)
{
    auto* texture = new Qt3DRender::QTextureCubeMap(parent);
    texture->setFormat(QAbstractTexture::RGBA16F);
    texture->setSize(cube.side(), cube.side());
    texture->setMipLevels(cube.levels());
    texture->setMinificationFilter(cube.levels() > 1 ? QAbstractTexture::LinearMipMapLinear : QAbstractTexture::Linear);
    texture->setMagnificationFilter(QAbstractTexture::Linear);
    texture->setWrapMode(Qt3DRender::QTextureWrapMode(Qt3DRender::QTextureWrapMode::ClampToEdge));
    for (int mip = 0; mip < cube.levels(); ++mip) {
        for (int face = 0; face < 6; ++face) {
            Level level;
            level.bytes = cube.halfFloats(mip, face);
            level.size = {cube.side(mip), cube.side(mip)};
            level.blockSize = 8;
            level.mip = mip;
            level.face = QAbstractTexture::CubeMapFace(QAbstractTexture::CubeMapPositiveX + face);
            level.cube = true;
            level.format = QAbstractTexture::RGBA16F;
            level.type = QOpenGLTexture::Float16;
            texture->addTextureImage(new LevelImage(level));
        }
    }
    return texture;
}

} // namespace maquette
