using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Memory;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// What one camera's analysis keeps over a restart, in files of its own: the usual sizes of objects, what stands still and what
/// lasts for the rules. Losing it
/// loses no fact: sizes are learned anew, a parked car is news once more, and a situation begins anew.
/// </summary>
internal sealed class CameraMemory(string folder, string camera, string model, Action<string> say)
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(10);

    private readonly string _sizesFile = Path.Combine(folder, $"{camera}.sizes.json");
    private readonly string _rulesFile = Path.Combine(folder, $"{camera}.rules");
    private readonly string _stationaryFile = Path.Combine(folder, $"{camera}.stationary");
    private MediaTime _saved, _asked;

    private string Source => $"{camera} {model}";

    /// <summary>The sizes learned so far; empty if there are none.</summary>
    internal SizeGrid LoadSizes()
    {
        if (!File.Exists(_sizesFile)) return new SizeGrid();
        try
        {
            using FileStream file = File.OpenRead(_sizesFile);
            return SizeGrid.Load(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            say($"{_sizesFile} is not used, the usual sizes of objects are learned anew: {e.Message}");
            return new SizeGrid();
        }
    }

    /// <summary>Gives fresh stages what an earlier run knew: the tracker what stood still, the rules what lasted.</summary>
    /// <param name="stages">Of this camera, before their first frame.</param>
    /// <param name="stamp">Of the first frame.</param>
    internal void Restore(AnalysisStages stages, in FrameStamp stamp)
    {
        _saved = stamp.Media;
        Restore(stages.Tracker, stamp);
        if (stages.Rules is { } rules) Restore(rules.Engine);
    }

    private void Restore(RuleEngine engine)
    {
        if (!File.Exists(_rulesFile)) return;
        try
        {
            using FileStream file = File.OpenRead(_rulesFile);
            RuleMemory? memory = RuleMemory.Load(file, out string? refusal);
            if (memory is null) say($"{_rulesFile} is not used, what lasts begins anew: {refusal}");
            else engine.Restore(memory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"{_rulesFile} cannot be read, what lasts begins anew: {e.Message}");
        }
    }

    private void Restore(Tracker tracker, in FrameStamp stamp)
    {
        if (!File.Exists(_stationaryFile)) return;
        try
        {
            using FileStream file = File.OpenRead(_stationaryFile);
            IReadOnlyList<StationaryObject> objects = StationaryMemory.Load(file, Source, out string? refusal);
            if (refusal is not null) say($"{_stationaryFile} is not used, what stands still is news once more: {refusal}");
            tracker.Restore(objects, stamp.Media, stamp.Wall);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"{_stationaryFile} cannot be read, what stands still is news once more: {e.Message}");
        }
    }

    /// <summary>Saves if it is time for it.</summary>
    internal void SaveIfDue(AnalysisStages stages, in FrameStamp stamp)
    {
        if (stamp.Media - _saved >= SaveInterval) Save(stages, stamp);
        if (stamp.Media - _asked < AskInterval || stages.Rules is null) return;
        _asked = stamp.Media;
        string request = ExplainFile.RequestOf(folder, camera);
        if (!File.Exists(request)) return;
        SaveThoughts(stages.Rules.Engine, stamp);
        // The answer first: whoever asked waits for the request to go.
        TryDelete(request);
    }

    /// <summary>Saves everything; a full or broken disk is told and nothing else.</summary>
    internal void Save(AnalysisStages stages, in FrameStamp stamp)
    {
        _saved = stamp.Media;
        IReadOnlyList<StationaryObject> objects = stages.Tracker.Stationary(stamp.Wall);
        Replace(_sizesFile, stages.Sizes.Save);
        if (stages.Rules?.Engine.Save(stamp.Wall) is { } rules) Replace(_rulesFile, rules.Save);
        if (stages.Rules is { } stage) SaveThoughts(stage.Engine, stamp);
        Replace(_stationaryFile, stream => StationaryMemory.Save(stream, Source, objects));
    }

    private void SaveThoughts(RuleEngine engine, in FrameStamp stamp)
    {
        DateTimeOffset wall = stamp.Wall;
        Replace(ExplainFile.PathOf(folder, camera), stream => ExplainFile.Of(camera, engine, wall).Save(stream));
    }

    private void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"{path} cannot be deleted: {e.Message}");
        }
    }

    private void Replace(string path, Action<Stream> write)
    {
        try
        {
            // Beside, then renamed: half a file must never lie under the real name.
            string part = path + ".part";
            using (FileStream file = File.Create(part)) write(file);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"{path} cannot be written, after a restart it is learned anew: {e.Message}");
        }
    }
}
