using System.Text.Json;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>The configuration of the box, as the platform may change it. One call at a time.</summary>
public interface IConfigurationTarget
{
    /// <summary>The version that the box works with; 0 for the one that it was installed with.</summary>
    long Version { get; }

    /// <summary>The document of that version, as <see cref="ApplyAsync"/> takes it.</summary>
    JsonElement Document { get; }

    /// <summary>
    /// How well the box works, 0 to 1: for example the share of cameras that deliver and of facts that are recorded. It decides whether a
    /// new configuration stays.
    /// </summary>
    double Health { get; }

    /// <summary>All that is wrong with a document, a sentence each; changes nothing.</summary>
    IReadOnlyList<string> Validate(JsonElement document);

    /// <summary>Works with the document from now on, also after a restart. Whole or not at all: when it throws, nothing has changed.</summary>
    Task ApplyAsync(long version, JsonElement document, CancellationToken cancellationToken);
}
