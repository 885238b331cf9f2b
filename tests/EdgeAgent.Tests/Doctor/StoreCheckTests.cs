using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Doctor.Checks;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Tests.Doctor;

public sealed class StoreCheckTests : IDisposable
{
    private readonly DoctorBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_store_with_a_damaged_file()
    {
        await _box.FindsAsync(new OutboxIntegrityCheck(), CheckOutcome.Skipped, "there is no store yet");
        await RecordAsync();
        await _box.FindsAsync(new OutboxIntegrityCheck(), CheckOutcome.Ok, "each whole");
        string file = Path.Combine(_box.Data, "outbox.db");
        byte[] bytes = File.ReadAllBytes(file);
        Array.Fill<byte>(bytes, 0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(file, bytes);
        CheckResult result = await _box.RunAsync(new OutboxIntegrityCheck());
        Assert.Equal(CheckOutcome.Error, result.Outcome);
    }

    [Fact]
    public async Task Records_that_nobody_fetches()
    {
        await RecordAsync();
        await _box.FindsAsync(new OutboxAgeCheck(), CheckOutcome.Ok, "1 records wait, the oldest for 0 min");
        _box.Now = TimeProvider.System.GetUtcNow().AddHours(1);
        await _box.FindsAsync(new OutboxAgeCheck(), CheckOutcome.Warning, "1 records wait, the oldest for 60 min");
        _box.Now = TimeProvider.System.GetUtcNow().AddHours(160);
        await _box.FindsAsync(new OutboxAgeCheck(), CheckOutcome.Error, "the oldest for 9600 min");
    }

    private async Task RecordAsync()
    {
        using Outbox outbox = Outbox.Open(new OutboxOptions(Path.Combine(_box.Data, "outbox.db"), new DeviceIdentity("acme", "harbour", "gate-01")), TimeProvider.System, new SystemRandomBytes());
        await outbox.CommitAsync(
            new Fact { Camera = "cam1", Type = "track", Subject = "01990b1e-7c1e-7a40-9b53-2f6a1c0d9e11", Time = TimeProvider.System.GetUtcNow(), Data = new EventData() }, CancellationToken.None);
    }
}
