using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>A situation of a rule as a whole, over a restart.</summary>
internal static class SituationMemory
{
    internal static void Save(BinaryWriter writer, in Situation situation)
    {
        writer.Write(situation.IsOpen);
        writer.Write(situation.IsSilent);
        writer.Write(situation.Subject.ToByteArray());
        writer.Write(situation.Since.Nanoseconds);
        writer.Write(situation.Told.Nanoseconds);
        writer.Write(situation.Peak);
    }

    internal static Situation Load(BinaryReader reader) => new()
    {
        IsOpen = reader.ReadBoolean(),
        IsSilent = reader.ReadBoolean(),
        Subject = new Guid(reader.ReadBytes(16)),
        Since = new MediaTime(reader.ReadInt64()),
        Told = new MediaTime(reader.ReadInt64()),
        Peak = reader.ReadDouble(),
    };
}
