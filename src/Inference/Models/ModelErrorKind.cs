namespace SafeCity.Edge.Inference.Models;

/// <summary>What is wrong with a model or its card. None of these is cured by trying again.</summary>
public enum ModelErrorKind
{
    /// <summary>The folder of the models does not exist or cannot be read.</summary>
    NoSuchFolder,

    /// <summary>No card has the name.</summary>
    NoSuchCard,

    /// <summary>A card is not valid JSON, has an unknown member, or a value out of its range.</summary>
    BadCard,

    /// <summary>Two cards have the same name.</summary>
    DuplicateCard,

    /// <summary>The weights are not there, or cannot be read.</summary>
    MissingFile,

    /// <summary>The weights are not those of the card.</summary>
    WrongHash,

    /// <summary>The card asks for a decoder that is not built in.</summary>
    UnknownDecoder,

    /// <summary>The tensors of the weights are others than the card says.</summary>
    CardMismatch,
}
