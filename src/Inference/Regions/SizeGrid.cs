using System.Text.Json;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// How large objects usually are at each place of one camera's picture, learned from those that were tracked: an 8x8 grid by the foot
/// point. Where motion shows only a part (legs, a shadow's edge), it says how large the crop must be. Not thread-safe.
/// </summary>
public sealed class SizeGrid
{
    /// <summary>Cells along each side.</summary>
    public const int Cells = 8;

    // A running mean from here on, so that it follows when the camera is turned.
    private const int CountMax = 200;

    // Sightings below which a cell knows nothing.
    private const int CountMin = 5;

    // With 2 deviations above the mean nearly all objects fit.
    private const float Deviations = 2;
    private const long StreamBytesMax = 64 * 1024;

    private readonly SizeGridCell[] _cells = new SizeGridCell[Cells * Cells];

    /// <summary>Sightings learned since it was made or loaded; a reason to save it.</summary>
    public long Learned { get; private set; }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The content is no size grid; the message says why. Begin with an empty one.</exception>
    public static SizeGrid Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek && stream.Length - stream.Position > StreamBytesMax)
            throw Refusal($"has {stream.Length - stream.Position} bytes, at most {StreamBytesMax} can be its own");
        SizeGridFile? file;
        try
        {
            file = JsonSerializer.Deserialize(stream, SizeGridJson.Default.SizeGridFile);
        }
        catch (JsonException e)
        {
            throw Refusal($"is not readable ({e.Message})", e);
        }
        if (file is null || file.Version != SizeGridFile.NewestVersion || file.Cells.Count != Cells * Cells)
            throw Refusal($"is not version {SizeGridFile.NewestVersion} with {Cells * Cells} cells");
        SizeGrid grid = new();
        for (int i = 0; i < grid._cells.Length; i++)
        {
            if (!file.Cells[i].IsSound) throw Refusal($"says of cell {i} {file.Cells[i]}");
            grid._cells[i] = file.Cells[i] with { Count = Math.Min(file.Cells[i].Count, CountMax) };
        }
        return grid;
    }

    /// <summary>Writes the grid as JSON.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonSerializer.Serialize(stream, new SizeGridFile(SizeGridFile.NewestVersion, _cells), SizeGridJson.Default.SizeGridFile);
    }

    /// <summary>Takes one sighting.</summary>
    /// <param name="box">In parts of the frame.</param>
    /// <param name="aspect">Width of the frame over its height.</param>
    public void Learn(in BoundingBox box, float aspect)
    {
        float side = Side(box, aspect);
        if (!float.IsFinite(side) || side is <= 0 or > SizeGridCell.SideMax) return;
        ref SizeGridCell cell = ref _cells[Index(box)];
        int count = Math.Min(cell.Count + 1, CountMax);
        float mean = cell.Mean + ((side - cell.Mean) / count);
        cell = new SizeGridCell(count, mean, cell.Deviation + ((MathF.Abs(side - mean) - cell.Deviation) / count));
        Learned++;
    }

    /// <summary>Longest side that objects standing where a box stands usually stay below, in frame heights; 0 if not known.</summary>
    public float UsualSide(in BoundingBox box)
    {
        SizeGridCell cell = _cells[Index(box)];
        return cell.Count >= CountMin ? cell.Mean + (Deviations * cell.Deviation) : 0;
    }

    private static InvalidDataException Refusal(string fault, Exception? cause = null) =>
        new($"the size grid {fault}: delete it, it is learned anew", cause);

    private static float Side(in BoundingBox box, float aspect) => MathF.Max(box.Width * aspect, box.Height);

    private static int Index(in BoundingBox box)
    {
        int x = Math.Clamp((int)(box.CenterX * Cells), 0, Cells - 1), y = Math.Clamp((int)(box.Bottom * Cells), 0, Cells - 1);
        return (y * Cells) + x;
    }
}
