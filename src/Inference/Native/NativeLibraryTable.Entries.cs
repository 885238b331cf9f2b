namespace SafeCity.Edge.Native;

internal static partial class NativeLibraryTable
{
    private static readonly NativeLibraryEntry[] Entries =
    [
        new("libc", "libc.so.6", "The GNU C library is part of every supported system: install it with the system's packages."),
        new("onnxruntime", "libonnxruntime.so.1", "Run build/setup.sh, which brings ONNX Runtime 1.30 from the pinned npm package."),
    ];
}
