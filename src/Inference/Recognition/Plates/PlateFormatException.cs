namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A file of plate formats, or a list of plates, cannot be used; one sentence names the file and every fault.</summary>
public sealed class PlateFormatException : Exception
{
    /// <summary>With the cause known.</summary>
    public PlateFormatException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
