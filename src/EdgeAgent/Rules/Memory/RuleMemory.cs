using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Memory;

/// <summary>
/// What the rules of a camera know, as bytes over a restart: the objects, and of each rule what it keeps. Values lie as they do in
/// memory, so that only the same build reads them; a rule whose definition has changed begins anew. A time between two runs counts.
/// </summary>
internal sealed class RuleMemory
{
    // Raised whenever a state changes its meaning.
    private const int Version = 1;
    private const int HashBytes = 32;
    private const int BytesMax = 8 * 1024 * 1024;

    /// <summary>How long objects wait for the tracks that continue them.</summary>
    private static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(10);

    /// <summary>After a longer time nothing is taken to be as it was.</summary>
    private static readonly TimeSpan AwayMax = TimeSpan.FromHours(1);

    private readonly byte[] _body;

    private RuleMemory(byte[] body, MediaTime time, DateTimeOffset wall) => (_body, Time, Wall) = (body, time, wall);

    /// <summary>The rules' time when it was saved.</summary>
    internal MediaTime Time { get; }

    /// <summary>The same moment on the wall.</summary>
    internal DateTimeOffset Wall { get; }

    /// <summary>Takes it down.</summary>
    internal static RuleMemory Of(IReadOnlyList<Rule> rules, ObjectSlots slots, MediaTime time, DateTimeOffset wall)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        int[] kept = [.. Enumerable.Range(0, slots.Count).Where(i => slots[i] is { IsUsed: true, IsReal: true })];
        writer.Write(kept.Length);
        foreach (int slot in kept) Write(writer, slots[slot]);
        writer.Write(rules.Count);
        foreach (Rule rule in rules)
        {
            using MemoryStream own = new();
            using (BinaryWriter part = new(own, Encoding.UTF8, leaveOpen: true)) rule.Save(part, kept);
            writer.Write(rule.Context.Definition.Id);
            writer.Write(rule.Context.Definition.Hash);
            writer.Write((int)own.Length);
            writer.Write(own.ToArray());
        }
        writer.Flush();
        return new RuleMemory(stream.ToArray(), time, wall);
    }

    /// <summary>Gives it to fresh rules.</summary>
    internal void Give(IReadOnlyList<Rule> rules, ObjectSlots slots, MediaTime now)
    {
        if (now - Time > AwayMax) return;
        using BinaryReader reader = new(new MemoryStream(_body), Encoding.UTF8);
        int[] kept = new int[reader.ReadInt32()];
        for (int i = 0; i < kept.Length; i++)
        {
            ObjectSlot slot = slots.Restore(reader.ReadInt32());
            Read(reader, slot);
            slot.WaitsUntil = now + WaitFor;
            kept[i] = slot.Index;
        }
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            string id = reader.ReadString(), hash = reader.ReadString();
            byte[] own = reader.ReadBytes(reader.ReadInt32());
            Rule? rule = rules.FirstOrDefault(r => r.Context.Definition.Id == id && r.Context.Definition.Hash == hash);
            if (rule is null) continue;
            using BinaryReader part = new(new MemoryStream(own), Encoding.UTF8);
            rule.Load(part, kept);
        }
    }

    /// <summary>Writes it with its hash.</summary>
    internal void Save(Stream stream)
    {
        using MemoryStream all = new();
        using (BinaryWriter writer = new(all, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(Build);
            writer.Write(Time.Nanoseconds);
            writer.Write(Wall.UtcTicks);
            writer.Write(_body);
        }
        byte[] bytes = all.ToArray();
        stream.Write(SHA256.HashData(bytes));
        stream.Write(bytes);
    }

    /// <summary>Reads it; null with the reason if it is damaged, or of another build.</summary>
    internal static RuleMemory? Load(Stream stream, out string? refusal)
    {
        byte[] bytes = new byte[Math.Min(stream.Length, BytesMax)];
        stream.ReadExactly(bytes);
        refusal = "it is damaged";
        if (bytes.Length <= HashBytes + 20 || !SHA256.HashData(bytes.AsSpan(HashBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, HashBytes))) return null;
        using BinaryReader reader = new(new MemoryStream(bytes, HashBytes, bytes.Length - HashBytes), Encoding.UTF8);
        refusal = "another build of the agent has written it";
        if (reader.ReadInt32() != Version || reader.ReadString() != Build) return null;
        MediaTime time = new(reader.ReadInt64());
        DateTimeOffset wall = new(reader.ReadInt64(), TimeSpan.Zero);
        refusal = null;
        return new RuleMemory(reader.ReadBytes((int)(reader.BaseStream.Length - reader.BaseStream.Position)), time, wall);
    }

    // The states' layout is that of the assembly which wrote them.
    private static string Build => typeof(RuleMemory).Module.ModuleVersionId.ToString();

    private static void Write(BinaryWriter writer, ObjectSlot slot)
    {
        writer.Write(slot.Index);
        writer.Write(slot.Identity.ToByteArray());
        writer.Write(slot.ClassId);
        foreach (float value in (ReadOnlySpan<float>)[slot.Box.X, slot.Box.Y, slot.Box.Width, slot.Box.Height, slot.Foot.X, slot.Foot.Y, slot.Center.X, slot.Center.Y, slot.Size.X, slot.Size.Y])
            writer.Write(value);
        writer.Write(slot.Start.Nanoseconds);
        writer.Write(slot.Time.Nanoseconds);
    }

    private static void Read(BinaryReader reader, ObjectSlot slot)
    {
        slot.Identity = new Guid(reader.ReadBytes(16));
        slot.ClassId = reader.ReadInt32();
        slot.Box = new BoundingBox(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        slot.Foot = slot.PreviousFoot = new Vector2(reader.ReadSingle(), reader.ReadSingle());
        slot.Center = slot.PreviousCenter = new Vector2(reader.ReadSingle(), reader.ReadSingle());
        slot.Size = new Vector2(reader.ReadSingle(), reader.ReadSingle());
        slot.Start = new MediaTime(reader.ReadInt64());
        slot.Time = slot.PreviousTime = new MediaTime(reader.ReadInt64());
    }
}
