namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// One agent per outbox: a file beside it, locked while the agent lives (<c>flock</c>; the kernel releases it when the process dies,
/// however it dies). SQLite's own locks are not enough: two writers in turn would both be right, and their hash chains would not.
/// </summary>
internal sealed class OutboxLock : IDisposable
{
    private readonly FileStream _file;

    private OutboxLock(FileStream file) => _file = file;

    internal static OutboxLock Take(string outboxPath)
    {
        string path = outboxPath + ".lock";
        try
        {
            return new OutboxLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw SqliteFaults.UnwritableFile(outboxPath, e);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new OutboxException(OutboxErrorKind.AlreadyOpen,
                $"another agent already works on the outbox {outboxPath}: stop it, or give this one its own outbox file", e);
        }
        catch (IOException e)
        {
            throw new OutboxException(OutboxErrorKind.ReadOnly,
                $"the outbox {outboxPath} cannot be locked ({e.Message.TrimEnd('.')}):" +
                " put it in a folder that the agent's user can write", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // .NET reports EWOULDBLOCK (11 on Linux) of flock as an IOException with that code.
    private static bool IsHeldByAnother(IOException e) => e.HResult == 11 && e is not (DirectoryNotFoundException or FileNotFoundException);
}
