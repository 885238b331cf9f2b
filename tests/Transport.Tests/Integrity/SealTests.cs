using System.Diagnostics;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using Transport.Tests.Outbox;

namespace Transport.Tests.Integrity;

public sealed class SealTests(ArchiveSample sample) : IClassFixture<ArchiveSample>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SealKey _key = sample.Key;

    public static TheoryData<string> Mutations => ArchiveSample.Mutations;

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Untouched_archive_verifies_with_both_verifiers_over_restarts_and_across_tombstones()
    {
        List<ArchiveRecord> archive = sample.Archive();
        ArchiveReport report = Verify(archive);
        Assert.Empty(report.Findings);
        Assert.Equal(archive.Count, report.Records);
        // All but the last seal itself, which the next one would cover.
        Assert.Equal(archive.Count - 1, report.Sealed);
        Assert.Contains(report.Logs, l => l.Tombstones > 0);
        (int code, string said) = SecondVerifier.Run(Export(archive));
        Assert.Contains($"{archive.Count} records, {report.Sealed} sealed, 0 faults", said);
        Assert.Equal(0, code);
    }

    [SkippableTheory]
    [MemberData(nameof(Mutations))]
    public void Mutation_is_found_by_both_verifiers(string mutation)
    {
        List<ArchiveRecord> archive = sample.Archive();
        sample.Mutate(archive, mutation);
        Assert.NotEmpty(Verify(archive).Findings);
        string folder = Export(archive);
        Assert.NotEmpty(Verify(ArchiveFolder.Read(folder)).Findings);
        Assert.Equal(7, SecondVerifier.Run(folder).Code);
    }

    [SkippableFact]
    public void End_of_an_archive_verifies_when_it_may_begin_in_the_middle_and_not_otherwise()
    {
        List<ArchiveRecord> archive = sample.Archive();
        HashSet<string> seen = [];
        // The first of each log goes, as what a consumer has is deleted.
        List<ArchiveRecord> rest = [.. archive.Where(r => !seen.Add(LogOf(r)))];
        Assert.Empty(Verify(rest, partial: true).Findings);
        Assert.NotEmpty(Verify(rest).Findings);
        string folder = Export(rest);
        Assert.Equal(0, SecondVerifier.Run(folder, "--partial").Code);
        Assert.Equal(7, SecondVerifier.Run(folder).Code);
        static string LogOf(ArchiveRecord r) => r.IsKeyFrame
            ? EventText.TryReadHeader(r.Body.Span, out KeyFrameHeader? h, out _) ? h.Source : ""
            : EventText.TryReadEvent(r.Body.Span, out CloudEvent? e, out _) ? e.Source : "";
    }

    [Fact]
    public void Archive_with_a_line_that_has_no_end_is_a_finding_and_not_a_fault()
    {
        string folder = Export([]);
        File.WriteAllBytes(Path.Combine(folder, ArchiveFolder.RecordsFile), new byte[1_000_000]);
        Assert.NotEmpty(Verify(ArchiveFolder.Read(folder)).Findings);
    }

    [SkippableFact]
    public void Signature_is_one_that_openssl_accepts()
    {
        Skip.IfNot(File.Exists("/usr/bin/openssl"), "openssl is not installed: apt-get install openssl");
        byte[] message = "what was seen"u8.ToArray();
        byte[] signature = _key.Sign(message);
        Assert.Equal(64, signature.Length);
        // openssl wants DER: two integers, each with a zero before a high bit.
        static byte[] Integer(byte[] half) => half[0] >= 0x80 ? [2, 33, 0, .. half] : [2, 32, .. half];
        byte[] both = [.. Integer(signature[..32]), .. Integer(signature[32..])];
        File.WriteAllBytes(_folder.File("sig"), [0x30, (byte)both.Length, .. both]);
        File.WriteAllBytes(_folder.File("message"), message);
        File.WriteAllBytes(_folder.File("public.der"), [.. _key.PublicKey]);
        using Process openssl = Process.Start(new ProcessStartInfo("/usr/bin/openssl",
            ["dgst", "-sha256", "-keyform", "DER", "-verify", _folder.File("public.der"), "-signature", _folder.File("sig"),
                _folder.File("message")])
        { RedirectStandardOutput = true })!;
        openssl.WaitForExit();
        // An integer that begins with zeros would be shorter in DER; openssl may then refuse our plain encoding.
        if (signature[0] != 0 && signature[32] != 0) Assert.Equal(0, openssl.ExitCode);
    }

    [Fact]
    public void Key_is_kept_readable_for_its_user_alone_and_a_file_that_is_none_is_refused_with_the_next_step()
    {
        using SealKey made = SealKey.Open(_folder.File("seal.pem"));
        using SealKey again = SealKey.Open(_folder.File("seal.pem"));
        Assert.Equal(made.Id, again.Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("seal.pem")));
        File.WriteAllText(_folder.File("none.pem"), "hello");
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => SealKey.Open(_folder.File("none.pem")));
        Assert.Contains("the agent then makes one", refused.Message);
    }

    private string Export(IEnumerable<ArchiveRecord> archive)
    {
        string folder = _folder.File("archive");
        _ = ArchiveFolder.Write(folder, archive);
        File.Copy(sample.KeyFile, Path.Combine(folder, ArchiveFolder.KeyFile));
        return folder;
    }

    private ArchiveReport Verify(IEnumerable<ArchiveRecord> archive, bool partial = false)
    {
        using ArchiveVerifier verifier = new([.. _key.PublicKey], partial);
        return verifier.Verify(archive);
    }
}
