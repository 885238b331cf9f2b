using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Tracks;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Scores the tracker, or what another tracker wrote, on sequences of the MOT challenge.</summary>
internal sealed class TrackingEvaluation(EvaluationContext context)
{
    private readonly List<double> _milliseconds = [];

    /// <summary>The input files hold a tracker's tracks, which are scored as they are; else detections, which are tracked.</summary>
    internal bool AreTracks { get; init; }

    internal required TrackerOptions Options { get; init; }

    /// <summary>See <see cref="TrackRun"/>.</summary>
    internal bool FromStart { get; init; }

    /// <summary>Size of the pictures; null to find out.</summary>
    internal (int Width, int Height)? Size { get; init; }

    /// <summary>Frames a second; null to find out.</summary>
    internal double? Rate { get; init; }

    /// <summary>Scores all sequences.</summary>
    internal TrackingResult Run(IReadOnlyList<SequenceFiles> sequences)
    {
        List<TrackingScore> scores = [];
        foreach (SequenceFiles files in sequences)
        {
            context.Stop.ThrowIfCancellationRequested();
            scores.Add(Score(files));
            context.Step();
        }
        // Of tracks that were only scored there are no times.
        return new TrackingResult(scores, Figures.Median(_milliseconds), _milliseconds.Count == 0 ? null : _milliseconds.Max());
    }

    private TrackingScore Score(SequenceFiles files)
    {
        IReadOnlyList<MotRow> truth = MotFile.ReadTruth(files.Truth);
        IReadOnlyList<MotRow> input = AreTracks ? MotFile.ReadTracks(files.Input) : MotFile.ReadDetections(files.Input);
        SequenceInfo info = SequenceInfo.Beside(files.Truth);
        int frames = Math.Max(info.Frames ?? 0, truth.Max(t => t.Frame));
        // Detections behind the last labelled frame have nothing to be compared with.
        IReadOnlyList<MotRow> tracks = [.. input.Where(r => r.Frame <= frames)];
        SequenceFrame frame = SequenceFrame.Of(Size, Rate, info, truth.Concat(tracks));
        if (!AreTracks)
        {
            TrackRun run = new(Options, FromStart, frame);
            tracks = run.Follow(tracks, frames, context.Time);
            _milliseconds.AddRange(run.Milliseconds);
        }
        TrackSequence sequence = new MotSequence(files.Name, truth, frames).Judge(tracks);
        Pictures pictures = new(Directory.GetParent(Path.GetFullPath(files.Truth))!.FullName, frame);
        return TrackingScore.Of(sequence, (index, wrong) => Show(sequence, index, wrong, pictures));
    }

    /// <summary>Where the pictures of a sequence would be, and their size.</summary>
    private sealed record Pictures(string TruthFolder, SequenceFrame Frame)
    {
        /// <summary>The picture of a frame, counted from 1, where the MOT challenge keeps it; null if it is not there.</summary>
        internal string? Of(int number) =>
            new[] { Path.Combine(TruthFolder, "img1"), Path.Combine(Path.GetDirectoryName(TruthFolder) ?? TruthFolder, "img1") }
            .Select(f => Path.Combine(f, $"{number:000000}.jpg")).FirstOrDefault(File.Exists);
    }

    // Misses and false ones last for hundreds of frames: a switch of numbers is what a picture explains.
    private void Show(TrackSequence sequence, int index, FrameFailures wrong, Pictures pictures)
    {
        if (context.Page is not { } page || wrong.Switches.Count == 0) return;
        TrackFrame frame = sequence.Frames[index];
        FailurePicture failure = Failure(sequence.Name, index, frame, wrong, pictures.Frame);
        if (pictures.Of(index + 1) is { } path)
        {
            using DecodedFrame decoded = new();
            if (StillPicture.Read(path, decoded, context.Stop) is null)
            {
                page.AddFailure(decoded.View, failure);
                return;
            }
        }
        page.AddScheme(pictures.Frame.Width, pictures.Frame.Height, failure);
    }

    private static FailurePicture Failure(string name, int index, TrackFrame frame, FrameFailures wrong, SequenceFrame size)
    {
        BoundingBox Parts(in PixelBox box) => box.ToParts(size.Width, size.Height);
        HashSet<int> switched = [.. wrong.Switches.Select(s => s.Found)], missed = [.. wrong.Misses];
        HashSet<int> wrongFound = [.. wrong.FalsePositives];
        LabelledBox[] boxes =
        [
            .. frame.Truth.Select((t, i) =>
                new LabelledBox(Parts(t.Box), missed.Contains(i) ? $"missed {t.Id}" : $"{t.Id}", missed.Contains(i) ? BoxColors.Wrong
                    : BoxColors.Truth)),
            .. frame.Found.Select((f, i) => new LabelledBox(
                Parts(f.Box), switched.Contains(i) ? $"switch #{f.Id}" : wrongFound.Contains(i) ? $"false #{f.Id}" : $"#{f.Id}",
                switched.Contains(i) || wrongFound.Contains(i) ? BoxColors.Wrong : BoxColors.Found)),
        ];
        IEnumerable<string> changes = wrong.Switches.Select(s => $"object {frame.Truth[s.Truth].Id} is now #{frame.Found[s.Found].Id}");
        float aspect = size.Width / (float)size.Height;
        return new FailurePicture($"{name}, frame {index + 1}", string.Join(", ", changes), boxes,
            [.. boxes.Select(b => HeadRegion.Of(b.Box, aspect))]);
    }
}
