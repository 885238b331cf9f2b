using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Scales and converts pictures with libswscale; keeps the scaler of the last plan. One thread at a time.</summary>
internal sealed unsafe class AvScaler : IDisposable
{
    private const int PlaneCount = 4;
    private const int UnitGain = 1 << 16; // 16.16 fixed point: contrast and saturation unchanged

    private SwsHandle? _scaler;
    private AvScalePlan _plan;
    private (int Format, bool Video) _range = (-1, false);

    /// <summary>Converts a picture of any pixel format into planar 4:2:0 of the same size.</summary>
    /// <exception cref="AvException">libswscale does not know the format.</exception>
    internal void ToI420(AvPicture from, AvPicture to)
    {
        AVFrame* source = from.Handle.Pointer;
        // RGB, palettes and grey carry no chroma range of their own: give the detector and JPEG what they like best, full range.
        if (_range.Format != source->format) _range = (source->format, AvPixelFormat.IsVideo(source->format));
        bool fullRange = from.FullRange || !_range.Video;
        to.EnsureI420(source->width, source->height, fullRange, from.Matrix);
        AVFrame* target = to.Handle.Pointer;
        AvScaleSide fromSide = new(source->width, source->height, source->format, fullRange, from.Matrix);
        AvScaleSide toSide = new(source->width, source->height, AvCode.AV_PIX_FMT_YUV420P, fullRange, from.Matrix);
        AvScalePlan plan = new(fromSide, toSide, AvCode.SWS_BILINEAR);
        Run(plan, &source->data_0, &source->linesize_0, &target->data_0, &target->linesize_0);
    }

    /// <summary>Scales a view into planes of the plan's target size, planar 4:2:0.</summary>
    /// <exception cref="ArgumentException">The planes are too short.</exception>
    /// <exception cref="AvException">libswscale refuses the sizes.</exception>
    internal void Scale(ImageView from, AvScaleSide to, Span<byte> targetPlanes, I420Layout layout)
    {
        if (targetPlanes.Length < layout.Bytes) throw new ArgumentException($"{targetPlanes.Length} bytes for planes of {layout.Bytes}");
        int format = from.Layout switch
        {
            PixelLayout.I420 => AvCode.AV_PIX_FMT_YUV420P,
            PixelLayout.Nv12 => AvCode.AV_PIX_FMT_NV12,
            _ => AvCode.AV_PIX_FMT_GRAY8,
        };
        AvScaleSide fromSide = new(from.Width, from.Height, format, from.FullRange, from.Matrix);
        const int Flags = AvCode.SWS_BICUBIC | AvCode.SWS_ACCURATE_RND | AvCode.SWS_BITEXACT;
        fixed (byte* y = from.Y, u = from.U, v = from.V, target = targetPlanes)
        {
            byte** sourcePlanes = stackalloc byte*[PlaneCount] { y, u, v, null };
            int* sourceStrides = stackalloc int[PlaneCount] { from.YStride, from.ChromaStride, from.ChromaStride, 0 };
            byte** planes = stackalloc byte*[PlaneCount] { target, target + layout.UOffset, target + layout.VOffset, null };
            int* strides = stackalloc int[PlaneCount] { layout.YStride, layout.ChromaStride, layout.ChromaStride, 0 };
            Run(new AvScalePlan(fromSide, to, Flags), sourcePlanes, sourceStrides, planes, strides);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _scaler?.Dispose();

    private void Run(AvScalePlan plan, byte** from, int* fromStrides, byte** to, int* toStrides)
    {
        if (_scaler is null || plan != _plan)
        {
            _scaler?.Dispose();
            _scaler = null;
            _scaler = Open(plan);
            _plan = plan;
        }
        int rows = Interop.SwScale.sws_scale(_scaler, from, fromStrides, 0, plan.From.Height, to, toStrides);
        AvException.Check(rows, nameof(Interop.SwScale.sws_scale));
    }

    private static SwsHandle Open(AvScalePlan plan)
    {
        AvLibraries.EnsureLoaded();
        AvLog.Clear();
        SwsContext* context = AvException.CheckAllocated(Interop.SwScale.sws_alloc_context(), nameof(Interop.SwScale.sws_alloc_context));
        SwsHandle handle = new(context);
        try
        {
            Set(context, "srcw", plan.From.Width);
            Set(context, "srch", plan.From.Height);
            Set(context, "src_format", plan.From.Format);
            Set(context, "src_range", plan.From.FullRange ? 1 : 0);
            Set(context, "dstw", plan.To.Width);
            Set(context, "dsth", plan.To.Height);
            Set(context, "dst_format", plan.To.Format);
            Set(context, "dst_range", plan.To.FullRange ? 1 : 0);
            Set(context, "sws_flags", plan.Flags);
            // Before the initialization: it then plans for both ranges and matrices.
            int* fromTable = Coefficients(plan.From.Matrix), toTable = Coefficients(plan.To.Matrix);
            _ = Interop.SwScale.sws_setColorspaceDetails(
                handle, fromTable, plan.From.FullRange ? 1 : 0, toTable, plan.To.FullRange ? 1 : 0, 0, UnitGain, UnitGain);
            AvException.Check(Interop.SwScale.sws_init_context(handle, null, null), nameof(Interop.SwScale.sws_init_context));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Set(SwsContext* context, string option, long value) =>
        AvException.Check(Interop.Av.av_opt_set_int(context, option, value, 0), option);

    private static int* Coefficients(ColorMatrix matrix) =>
        Interop.SwScale.sws_getCoefficients(matrix == ColorMatrix.Bt709 ? AvCode.SWS_CS_ITU709 : AvCode.SWS_CS_ITU601);
}
