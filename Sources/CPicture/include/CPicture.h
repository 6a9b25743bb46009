// JPEG in and out, for callers that cannot use setjmp.
//
// libjpeg leaves a broken file by calling a function that must not return (its own calls exit). These functions
// catch that, so that a hostile file is a return value. They keep no state and may be called on any thread.

#ifndef CPICTURE_H
#define CPICTURE_H

#include <stddef.h>
#include <stdint.h>

enum {
    CPICTURE_DONE = 0,
    /// Not a JPEG file, a truncated one, or one made to waste time.
    CPICTURE_DAMAGED = 1,
    CPICTURE_MEMORY = 2,
};

/// The size of the picture when it is decoded at `eighths`/8 of its size (1, 2, 4 or 8); reads the header only.
int cpicture_jpeg_size(
    const uint8_t *bytes, size_t count, int eighths, uint32_t *width, uint32_t *height);

/// Decodes into 32-bit pixels 0x00RRGGBB in the byte order of the machine (CAIRO_FORMAT_RGB24).
/// `width` and `height` must be what cpicture_jpeg_size answered for the same bytes and `eighths`.
int cpicture_jpeg_decode(
    const uint8_t *bytes, size_t count, int eighths, uint8_t *pixels, size_t stride, uint32_t width,
    uint32_t height);

/// Encodes such pixels; `*output` is to be given back to cpicture_free, whatever the answer.
int cpicture_jpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int quality, uint8_t **output,
    size_t *count);

void cpicture_free(uint8_t *output);

#endif
