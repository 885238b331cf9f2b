using System.Text;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Replaces a file whole: whoever reads it sees the old text or the new one, also after a power cut.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the text; the file keeps its permissions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">UTF-8.</param>
    /// <param name="newMode">Permissions if there was no such file.</param>
    internal static void Write(string path, string text, UnixFileMode newMode)
    {
        string temporary = path + ".new";
        UnixFileMode mode = File.Exists(path) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(path) : newMode;
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        // From the beginning: a secret must not be readable for a moment.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        File.Delete(temporary);
        using (FileStream file = new(temporary, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
