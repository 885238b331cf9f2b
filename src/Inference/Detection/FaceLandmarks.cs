namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// Where eyes, nose and mouth are: what is needed to say how a face is turned, and too little to tell one person from another. Right and
/// left are the person's, so that in an upright picture the right eye lies left of the left one.
/// </summary>
/// <param name="Set">What of it is there; with <see cref="LandmarkSet.MouthCenter"/> both corners of the mouth are its centre.</param>
/// <param name="RightEye">Centre of the right eye.</param>
/// <param name="LeftEye">Centre of the left eye.</param>
/// <param name="Nose">Tip of the nose.</param>
/// <param name="MouthRight">Right corner of the mouth.</param>
/// <param name="MouthLeft">Left corner of the mouth.</param>
public readonly record struct FaceLandmarks(
    LandmarkSet Set, LandmarkPoint RightEye, LandmarkPoint LeftEye, LandmarkPoint Nose, LandmarkPoint MouthRight, LandmarkPoint MouthLeft)
{
    /// <summary>Between the corners of the mouth.</summary>
    public LandmarkPoint MouthCenter => new((MouthRight.X + MouthLeft.X) / 2, (MouthRight.Y + MouthLeft.Y) / 2);

    /// <summary>False if a coordinate is infinite or not a number.</summary>
    internal bool IsFinite => float.IsFinite(
        RightEye.X + RightEye.Y + LeftEye.X + LeftEye.Y + Nose.X + Nose.Y + MouthRight.X + MouthRight.Y + MouthLeft.X + MouthLeft.Y);

    /// <summary>Sum of two sets, of which the second is multiplied by a weight.</summary>
    internal static FaceLandmarks AddWeighted(in FaceLandmarks sum, in FaceLandmarks added, float weight) => new(
        added.Set, Add(sum.RightEye, added.RightEye, weight), Add(sum.LeftEye, added.LeftEye, weight), Add(sum.Nose, added.Nose, weight),
        Add(sum.MouthRight, added.MouthRight, weight), Add(sum.MouthLeft, added.MouthLeft, weight));

    private static LandmarkPoint Add(LandmarkPoint a, LandmarkPoint b, float weight) => new(a.X + (b.X * weight), a.Y + (b.Y * weight));
}
