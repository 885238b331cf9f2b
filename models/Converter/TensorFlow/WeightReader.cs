using System.Buffers.Binary;
using System.Text.Json;

namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>
/// Reads the weights of a TensorFlow.js model: groups of shard files, and in each group the tensors one behind the other,
/// little endian, without padding. Source: the weights manifest described in the TensorFlow.js converter's README.
/// </summary>
internal static class WeightReader
{
    /// <summary>All the weights by name.</summary>
    /// <param name="folder">Where the shards lie.</param>
    /// <param name="manifest">The array <c>weightsManifest</c>.</param>
    /// <exception cref="ConversionException">A shard is missing, too short or too long, or a type is not known.</exception>
    internal static Dictionary<string, WeightTensor> Read(string folder, JsonElement manifest)
    {
        Dictionary<string, WeightTensor> weights = new(StringComparer.Ordinal);
        foreach (JsonElement group in manifest.EnumerateArray())
        {
            string[] shards = [.. group.GetProperty("paths").EnumerateArray().Select(path => ShardPath(folder, path.GetString() ?? ""))];
            WeightSpecification[] specifications = [.. group.GetProperty("weights").EnumerateArray().Select(WeightSpecification.Parse)];
            byte[] bytes = ReadShards(shards, specifications.Sum(s => s.ByteCount));
            int offset = 0;
            foreach (WeightSpecification specification in specifications)
            {
                int length = checked((int)specification.ByteCount);
                if (!weights.TryAdd(specification.Name, Decode(specification, bytes.AsSpan(offset, length))))
                {
                    throw new ConversionException($"the weights manifest lists '{specification.Name}' twice");
                }
                offset += length;
            }
        }
        return weights;
    }

    private static string ShardPath(string folder, string name)
    {
        // A model is data from outside: its shards may not name files elsewhere.
        if (name is "" or "." or ".." || name != Path.GetFileName(name))
        {
            throw new ConversionException($"the weights manifest names the shard '{name}', which is not a plain file name");
        }
        return Path.Combine(folder, name);
    }

    private static byte[] ReadShards(string[] shards, long needed)
    {
        if (needed > int.MaxValue)
        {
            throw new ConversionException($"the weights manifest describes {needed} bytes, more than this tool reads (2 GiB)");
        }
        string names = string.Join(", ", shards);
        foreach (string shard in shards)
        {
            if (!File.Exists(shard)) throw new ConversionException($"weights file '{shard}' does not exist: run npm ci in models/ again");
        }
        long found = shards.Sum(shard => new FileInfo(shard).Length);
        if (found < needed)
        {
            throw new ConversionException(
                $"weights file '{names}' is truncated: {found} bytes, its manifest describes {needed}; run npm ci in models/ again");
        }
        if (found > needed)
        {
            throw new ConversionException(
                $"weights file '{names}' does not belong to this model: {found} bytes, its manifest describes {needed}");
        }
        using MemoryStream all = new((int)needed);
        foreach (string shard in shards) all.Write(File.ReadAllBytes(shard));
        return all.ToArray();
    }

    private static WeightTensor Decode(WeightSpecification specification, ReadOnlySpan<byte> bytes)
    {
        if (specification.StoredType == "int32")
        {
            int[] integers = new int[specification.Count];
            for (int i = 0; i < integers.Length; i++) integers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
            return new WeightTensor(specification.Name, specification.Shape, integers);
        }
        float[] floats = new float[specification.Count];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = specification.StoredType == "float16"
                ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..])
                : BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
            if (!float.IsFinite(floats[i]))
            {
                throw new ConversionException($"weight '{specification.Name}' holds {floats[i]} at index {i}: the weights file is damaged");
            }
        }
        return new WeightTensor(specification.Name, specification.Shape, floats);
    }
}
