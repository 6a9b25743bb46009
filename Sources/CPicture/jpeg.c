#include "CPicture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define PIXEL_ORDER JCS_EXT_XRGB
#else
#define PIXEL_ORDER JCS_EXT_BGRX
#endif

// A progressive file may hold any number of scans over the same pixels, each as dear as the picture.
// Encoders write about ten.
#define SCAN_LIMIT 40

// Enough for the coefficients of a progressive picture of forty million pixels.
#define MEMORY_LIMIT (512L * 1024 * 1024)

struct guard {
    struct jpeg_error_mgr manager;
    jmp_buf caller;
    int status;
};

static void leave(j_common_ptr picture)
{
    struct guard *guard = (struct guard *)picture->err;
    guard->status = picture->err->msg_code == JERR_OUT_OF_MEMORY ? CPICTURE_MEMORY : CPICTURE_DAMAGED;
    longjmp(guard->caller, 1);
}

// A truncated file is only a warning to libjpeg, which paints the rest grey: here it is an error.
static void warn(j_common_ptr picture, int level)
{
    if (level >= 0) return;
    int code = picture->err->msg_code;
    if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) leave(picture);
    picture->err->num_warnings++;
}

static void keep_silent(j_common_ptr picture)
{
    (void)picture;
}

static void count_scans(j_common_ptr picture)
{
    if (!picture->is_decompressor) return;
    j_decompress_ptr decoder = (j_decompress_ptr)picture;
    if (decoder->input_scan_number > SCAN_LIMIT) {
        picture->err->msg_code = JERR_BAD_PROGRESSION;
        leave(picture);
    }
}

static void prepare(struct guard *guard)
{
    jpeg_std_error(&guard->manager);
    guard->manager.error_exit = leave;
    guard->manager.emit_message = warn;
    guard->manager.output_message = keep_silent;
    guard->status = CPICTURE_DAMAGED;
}

static void open_picture(j_decompress_ptr decoder, const uint8_t *bytes, size_t count, int eighths)
{
    decoder->mem->max_memory_to_use = MEMORY_LIMIT;
    jpeg_mem_src(decoder, bytes, (unsigned long)count);
    jpeg_read_header(decoder, TRUE);
    decoder->scale_num = (unsigned int)eighths;
    decoder->scale_denom = 8;
    jpeg_calc_output_dimensions(decoder);
}

int cpicture_jpeg_size(
    const uint8_t *bytes, size_t count, int eighths, uint32_t *width, uint32_t *height)
{
    struct jpeg_decompress_struct decoder;
    struct guard guard;

    memset(&decoder, 0, sizeof decoder);
    prepare(&guard);
    decoder.err = &guard.manager;
    if (setjmp(guard.caller)) {
        jpeg_destroy_decompress(&decoder);
        return guard.status;
    }
    jpeg_create_decompress(&decoder);
    open_picture(&decoder, bytes, count, eighths);
    *width = decoder.output_width;
    *height = decoder.output_height;
    jpeg_destroy_decompress(&decoder);
    return CPICTURE_DONE;
}

// Adobe writes inks inverted: 255 is no ink.
static void paper_from_inks(const JSAMPLE *inks, uint8_t *pixels, uint32_t width, int inverted)
{
    for (uint32_t x = 0; x < width; x++, inks += 4) {
        uint32_t left[4];
        for (int ink = 0; ink < 4; ink++) left[ink] = inverted ? inks[ink] : 255u - inks[ink];
        uint32_t pixel =
            (left[0] * left[3] / 255) << 16 | (left[1] * left[3] / 255) << 8 | left[2] * left[3] / 255;
        memcpy(pixels + 4 * (size_t)x, &pixel, 4);
    }
}

int cpicture_jpeg_decode(
    const uint8_t *bytes, size_t count, int eighths, uint8_t *pixels, size_t stride, uint32_t width,
    uint32_t height)
{
    struct jpeg_decompress_struct decoder;
    struct jpeg_progress_mgr progress;
    struct guard guard;

    memset(&decoder, 0, sizeof decoder);
    memset(&progress, 0, sizeof progress);
    prepare(&guard);
    decoder.err = &guard.manager;
    if (setjmp(guard.caller)) {
        jpeg_destroy_decompress(&decoder);
        return guard.status;
    }
    jpeg_create_decompress(&decoder);
    progress.progress_monitor = count_scans;
    decoder.progress = &progress;
    open_picture(&decoder, bytes, count, eighths);

    int inks = decoder.jpeg_color_space == JCS_CMYK || decoder.jpeg_color_space == JCS_YCCK;
    decoder.out_color_space = inks ? JCS_CMYK : PIXEL_ORDER;
    jpeg_start_decompress(&decoder);
    if (decoder.output_width != width || decoder.output_height != height || stride < 4 * (size_t)width) {
        jpeg_destroy_decompress(&decoder);
        return CPICTURE_DAMAGED;
    }

    JSAMPARRAY line = NULL;
    if (inks) line = (*decoder.mem->alloc_sarray)((j_common_ptr)&decoder, JPOOL_IMAGE, width * 4, 1);
    while (decoder.output_scanline < height) {
        uint8_t *row = pixels + stride * decoder.output_scanline;
        if (inks) {
            jpeg_read_scanlines(&decoder, line, 1);
            paper_from_inks(line[0], row, width, decoder.saw_Adobe_marker);
        } else {
            JSAMPROW rows[1] = {row};
            jpeg_read_scanlines(&decoder, rows, 1);
        }
    }
    jpeg_finish_decompress(&decoder);
    jpeg_destroy_decompress(&decoder);
    return CPICTURE_DONE;
}

int cpicture_jpeg_encode(
    const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, int quality, uint8_t **output,
    size_t *count)
{
    struct jpeg_compress_struct encoder;
    struct guard guard;
    // Both are written by libjpeg between setjmp and longjmp: on the heap they keep their values.
    struct written {
        unsigned char *bytes;
        unsigned long count;
    } *written = calloc(1, sizeof *written);

    *output = NULL;
    *count = 0;
    if (written == NULL) return CPICTURE_MEMORY;
    memset(&encoder, 0, sizeof encoder);
    prepare(&guard);
    encoder.err = &guard.manager;
    if (setjmp(guard.caller)) {
        jpeg_destroy_compress(&encoder);
        free(written->bytes);
        free(written);
        return guard.status;
    }
    jpeg_create_compress(&encoder);
    jpeg_mem_dest(&encoder, &written->bytes, &written->count);
    encoder.image_width = width;
    encoder.image_height = height;
    encoder.input_components = 4;
    encoder.in_color_space = PIXEL_ORDER;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, quality, TRUE);
    encoder.optimize_coding = TRUE;
    jpeg_start_compress(&encoder, TRUE);
    while (encoder.next_scanline < height) {
        JSAMPROW rows[1] = {(JSAMPROW)(pixels + stride * encoder.next_scanline)};
        jpeg_write_scanlines(&encoder, rows, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    *output = written->bytes;
    *count = written->count;
    free(written);
    return CPICTURE_DONE;
}

void cpicture_free(uint8_t *output)
{
    free(output);
}
