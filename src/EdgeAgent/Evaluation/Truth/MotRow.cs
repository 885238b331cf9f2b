namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>One line of a file of the MOT challenge.</summary>
/// <param name="Frame">From 1.</param>
/// <param name="Id">Number of the object; -1 for a detection.</param>
/// <param name="Box">In pixels; the files' first pixel is 1, ours 0.</param>
/// <param name="Confidence">Score of a detection; of a label, 0 says that it is not to be judged.</param>
/// <param name="Class">Of a label since MOT16; 1 (pedestrian) where the file has none.</param>
internal readonly record struct MotRow(int Frame, int Id, PixelBox Box, double Confidence, int Class);
