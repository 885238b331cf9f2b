namespace SafeCity.Edge.Native;

internal static partial class NativeLibraryTable
{
    private static readonly NativeLibraryEntry[] Entries =
    [
        new("avutil", "libavutil.so.57", "Install it: apt-get install libavutil57"),
        new("avcodec", "libavcodec.so.59", "Install it: apt-get install libavcodec59"),
        new("avformat", "libavformat.so.59", "Install it: apt-get install libavformat59"),
        new("swscale", "libswscale.so.6", "Install it: apt-get install libswscale6"),
    ];
}
