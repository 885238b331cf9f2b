using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Turns the raw outputs of one kind of reader into a lattice. Not thread-safe; allocates nothing.</summary>
internal interface ILatticeDecoder
{
    /// <summary>Steps of the lattices it makes.</summary>
    int Steps { get; }

    /// <summary>Fills the lattice from the outputs of the last run.</summary>
    /// <exception cref="ModelOutputException">A value is not a probability.</exception>
    void Decode(ModelOutputs outputs, TextLattice lattice);
}
