namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>One labelled object of a picture.</summary>
/// <param name="Box">Where.</param>
/// <param name="ClassId">What; the same numbers as those of the found boxes.</param>
/// <param name="Area">Square pixels of the object itself, which decides its size range; that of the box where there is no outline.</param>
/// <param name="IsIgnored">
/// A crowd or a region that nobody labelled in full: what is found in it is neither right nor wrong, and it is no miss.
/// </param>
internal readonly record struct BoxTruth(PixelBox Box, int ClassId, double Area, bool IsIgnored);
