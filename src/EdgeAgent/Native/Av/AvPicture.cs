using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One picture in libav's reference-counted planes. Owned; reused from picture to picture. One thread at a time.</summary>
internal sealed unsafe class AvPicture : IDisposable
{
    // libav's widest SIMD stores.
    private const int PlaneAlignBytes = 64;

    private AvPicture(AvFrameHandle handle) => Handle = handle;

    /// <summary>The native frame.</summary>
    internal AvFrameHandle Handle { get; }

    internal int Width => Handle.Pointer->width;

    internal int Height => Handle.Pointer->height;

    /// <summary>libav's AVPixelFormat; negative if the picture is empty.</summary>
    internal int Format => Handle.Pointer->format;

    /// <summary>In ticks of the stream's time base; <see cref="AvCode.AV_NOPTS_VALUE"/> if unknown.</summary>
    internal long TimeStamp => Handle.Pointer->best_effort_timestamp;

    /// <summary>The decoder filled in for missing or damaged data.</summary>
    internal bool Damaged => Handle.Pointer->decode_error_flags != 0;

    /// <summary>Samples use 0..255. Unmarked streams use video range, except in the "J" formats.</summary>
    internal bool FullRange => Handle.Pointer->color_range == AvCode.AVCOL_RANGE_JPEG || AvPixelFormat.IsJpeg(Format);

    /// <summary>How this picture itself says it is to be turned (EXIF, SEI); null: it does not say.</summary>
    internal AvOrientation? Orientation
    {
        get
        {
            AVFrameSideData* side = Interop.Av.av_frame_get_side_data(Handle, AvCode.AV_FRAME_DATA_DISPLAYMATRIX);
            return side != null && side->size >= AvOrientation.MatrixBytes ? AvOrientation.FromMatrix((int*)side->data) : null;
        }
    }

    /// <summary>
    /// As marked; unmarked pictures are BT.601: it is JPEG's and most cameras' habit, and detectors do not tell the difference.
    /// </summary>
    internal ColorMatrix Matrix => Handle.Pointer->colorspace == AvCode.AVCOL_SPC_BT709 ? ColorMatrix.Bt709 : ColorMatrix.Bt601;

    /// <summary>True if <see cref="View"/> can show the planes as they are: 8-bit 4:2:0, top row first.</summary>
    internal bool IsViewable
    {
        get
        {
            AVFrame* frame = Handle.Pointer;
            bool known = frame->format is AvCode.AV_PIX_FMT_YUV420P or AvCode.AV_PIX_FMT_YUVJ420P or AvCode.AV_PIX_FMT_NV12;
            return known && frame->data_0 != null && frame->linesize_0 > 0 && frame->linesize_1 > 0;
        }
    }

    /// <summary>The planes where they lie. Valid until the picture is filled again or disposed.</summary>
    /// <exception cref="InvalidOperationException">The picture is empty or of another format.</exception>
    internal ImageView View
    {
        get
        {
            if (!IsViewable)
                throw new InvalidOperationException($"picture of format {AvPixelFormat.NameOf(Format) ?? "none"} has no direct view");
            AVFrame* frame = Handle.Pointer;
            int rows = (frame->height + 1) / 2, columns = (frame->width + 1) / 2;
            bool interleaved = frame->format == AvCode.AV_PIX_FMT_NV12;
            return new ImageView(
                interleaved ? PixelLayout.Nv12 : PixelLayout.I420, frame->width, frame->height, FullRange, Matrix,
                Plane(frame->data_0, frame->linesize_0, frame->height, frame->width), frame->linesize_0,
                Plane(frame->data_1, frame->linesize_1, rows, interleaved ? columns * 2 : columns),
                interleaved ? default : Plane(frame->data_2, frame->linesize_2, rows, columns), frame->linesize_1);
        }
    }

    /// <summary>An empty picture.</summary>
    internal static AvPicture Allocate() =>
        new(new AvFrameHandle(AvException.CheckAllocated(Interop.Av.av_frame_alloc(), nameof(Interop.Av.av_frame_alloc))));

    /// <summary>
    /// Gives the picture its own writable planar 4:2:0 planes of a size; keeps those it has if they fit and are not shared.
    /// </summary>
    internal void EnsureI420(int width, int height, bool fullRange, ColorMatrix matrix)
    {
        AVFrame* frame = Handle.Pointer;
        int format = fullRange ? AvCode.AV_PIX_FMT_YUVJ420P : AvCode.AV_PIX_FMT_YUV420P;
        if (frame->width == width && frame->height == height && frame->format == format && frame->data_0 != null)
        {
            AvException.Check(Interop.Av.av_frame_make_writable(Handle), nameof(Interop.Av.av_frame_make_writable));
        }
        else
        {
            Interop.Av.av_frame_unref(Handle);
            frame->width = width;
            frame->height = height;
            frame->format = format;
            AvException.Check(Interop.Av.av_frame_get_buffer(Handle, PlaneAlignBytes), nameof(Interop.Av.av_frame_get_buffer));
        }
        frame->color_range = fullRange ? AvCode.AVCOL_RANGE_JPEG : AvCode.AVCOL_RANGE_MPEG;
        frame->colorspace = matrix == ColorMatrix.Bt709 ? AvCode.AVCOL_SPC_BT709 : AvCode.AVCOL_SPC_BT470BG;
    }

    /// <summary>Copies a view's rows into this picture's planes, which <see cref="EnsureI420"/> made of the same size.</summary>
    internal void CopyFrom(ImageView source)
    {
        if (source.Layout != PixelLayout.I420 || source.Width != Width || source.Height != Height)
            throw new ArgumentException(
                $"an I420 image of {Width}x{Height} is needed, not {source.Layout} of {source.Width}x{source.Height}");
        AVFrame* frame = Handle.Pointer;
        CopyRows(source.Y, source.YStride, frame->data_0, frame->linesize_0, source.Width, source.Height);
        CopyRows(source.U, source.ChromaStride, frame->data_1, frame->linesize_1, source.ChromaWidth, source.ChromaHeight);
        CopyRows(source.V, source.ChromaStride, frame->data_2, frame->linesize_2, source.ChromaWidth, source.ChromaHeight);
    }

    /// <summary>Takes a view's picture, turned; the planes become as large as it needs.</summary>
    /// <exception cref="ArgumentException">The view is not I420.</exception>
    internal void TurnFrom(ImageView source, AvOrientation orientation)
    {
        if (source.Layout != PixelLayout.I420) throw new ArgumentException($"an I420 image is needed, not {source.Layout}");
        bool transposed = orientation.Transposed;
        EnsureI420(
            transposed ? source.Height : source.Width, transposed ? source.Width : source.Height, source.FullRange, source.Matrix);
        AVFrame* frame = Handle.Pointer;
        Turn(new PlaneRows(source.Y, source.YStride, source.Width, source.Height), orientation, frame->data_0, frame->linesize_0);
        int width = source.ChromaWidth, height = source.ChromaHeight;
        Turn(new PlaneRows(source.U, source.ChromaStride, width, height), orientation, frame->data_1, frame->linesize_1);
        Turn(new PlaneRows(source.V, source.ChromaStride, width, height), orientation, frame->data_2, frame->linesize_2);
    }

    /// <summary>Drops the reference to the planes.</summary>
    internal void Clear() => Interop.Av.av_frame_unref(Handle);

    /// <inheritdoc />
    public void Dispose() => Handle.Dispose();

    private static ReadOnlySpan<byte> Plane(byte* data, int stride, int rows, int rowBytes) =>
        new(data, checked((stride * (rows - 1)) + rowBytes));

    private static void Turn(PlaneRows source, AvOrientation orientation, byte* target, int stride)
    {
        int rows = orientation.Transposed ? source.Width : source.Height;
        PlaneTurn.Turn(source, orientation, new Span<byte>(target, checked(stride * rows)), stride);
    }

    private static void CopyRows(ReadOnlySpan<byte> source, int sourceStride, byte* target, int targetStride, int rowBytes, int rows)
    {
        for (int row = 0; row < rows; row++)
            source.Slice(row * sourceStride, rowBytes).CopyTo(new Span<byte>(target + ((long)row * targetStride), rowBytes));
    }
}
