using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Native;

/// <summary>
/// Looks at a library file before the loader does. The loader maps what the file's header promises without looking at its length: a
/// file that was cut short (full disk, broken download) kills the process with SIGBUS instead of giving an error.
/// </summary>
internal static class NativeLibraryFile
{
    // Fields of the 64-bit ELF header; source: the ELF-64 object file format, figure 2.
    private const int HeaderBytes = 64;
    private const int ClassOffset = 4;
    private const int MachineOffset = 18;
    private const int SectionTableOffset = 40;
    private const int SectionEntryBytesOffset = 58;
    private const int SectionCountOffset = 60;
    private const byte Class64 = 2;
    private const ushort MachineX64 = 62;
    private const ushort MachineArm64 = 183;

    /// <summary>Null if the file is whole and of this machine's kind; else why the loader must not see it.</summary>
    internal static string? Fault(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[HeaderBytes];
            return file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF"u8)
                ? "not a library"
                : HeaderFault(header, file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "not readable: " + e.Message;
        }
    }

    private static string? HeaderFault(ReadOnlySpan<byte> header, long fileBytes)
    {
        ushort machine = BinaryPrimitives.ReadUInt16LittleEndian(header[MachineOffset..]);
        ushort wanted = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? MachineArm64 : MachineX64;
        if (header[ClassOffset] != Class64 || machine != wanted) return "not a library of this architecture";
        // The table of sections is the last thing in a file; everything that the loader maps lies before it.
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(header[SectionTableOffset..]);
        ulong entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[SectionEntryBytesOffset..]);
        ulong end = table + (entryBytes * BinaryPrimitives.ReadUInt16LittleEndian(header[SectionCountOffset..]));
        return end > (ulong)fileBytes ? $"cut short: {fileBytes} of {end} bytes" : null;
    }
}
