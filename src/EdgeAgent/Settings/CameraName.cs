using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>A camera's name on the wire, checked before anything is recorded under it.</summary>
internal static class CameraName
{
    /// <summary>Gives the name back.</summary>
    /// <exception cref="FormatException">It breaks the contract (section 2); the message says what is allowed.</exception>
    internal static string Parse(string name)
    {
        bool good = name.Length is > 0 and <= RecordName.CameraCharactersMax && name != StreamKey.System
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return good
            ? name
            : throw new FormatException(
                $"'{name}' is not a camera's name: use 1 to {RecordName.CameraCharactersMax} of a-z, 0-9 and '-', but not '{StreamKey.System}'");
    }
}
