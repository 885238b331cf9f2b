using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Native;

/// <summary>
/// The owner of one native object: releases it exactly once and does nothing else. Every owning handle of the product derives from
/// it, so that a handle which was forgotten, and which the garbage collector had to release, is recorded in
/// <see cref="NativeHandleRecord"/>; the tests of the native rooms fail on it. What is borrowed from a native object is another type.
/// </summary>
/// <remarks>
/// Native order matters and the order of finalizers is not defined: a handle whose native object needs another one alive calls
/// <see cref="DependOn"/> with it when it is set.
/// </remarks>
internal abstract class NativeHandle : SafeHandle
{
    private readonly StackTrace? _origin;
    private NativeHandle? _parent;

    /// <summary>An empty handle: the marshaller, or <see cref="Own"/>, puts the native pointer in.</summary>
    protected NativeHandle() : base(IntPtr.Zero, ownsHandle: true)
    {
        if (NativeHandleRecord.TraceOrigins) _origin = new StackTrace(skipFrames: 1, fNeedFileInfo: true);
        NativeHandleRecord.Created(GetType());
    }

    /// <inheritdoc />
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>Releases the native object. Runs once, also on the finalizer thread; must not throw.</summary>
    protected abstract void Release(IntPtr native);

    /// <summary>Takes ownership of a native object that an out parameter returned.</summary>
    protected void Own(IntPtr native) => SetHandle(native);

    /// <summary>Keeps <paramref name="parent"/> alive until this handle has been released. At most one parent a handle.</summary>
    protected void DependOn(NativeHandle parent)
    {
        if (_parent is not null) throw new InvalidOperationException($"{GetType().Name} already depends on {_parent.GetType().Name}");
        bool added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    /// <inheritdoc />
    protected sealed override bool ReleaseHandle()
    {
        Release(handle);
        handle = IntPtr.Zero;
        _parent?.DangerousRelease();
        _parent = null;
        return true;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        bool first = !IsClosed;
        if (first && !disposing && !IsInvalid) NativeHandleRecord.ReleasedByFinalizer(GetType(), _origin);
        base.Dispose(disposing);
        if (first) NativeHandleRecord.Gone(GetType());
    }
}
