using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

/// <summary>Small lattices for tests, and their meaning by definition: every path, one by one.</summary>
internal static class LatticeText
{
    /// <summary>A step for each text: characters and probabilities, as in "A.7 B.2"; what is left is "no character".</summary>
    internal static TextLattice Of(params string[] steps)
    {
        TextLattice lattice = new(Math.Max(1, steps.Length));
        foreach (string step in steps)
        {
            Span<float> row = lattice.AddStep();
            row[0] = 1;
            foreach (string item in step.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                float value = float.Parse(item[1..], System.Globalization.CultureInfo.InvariantCulture);
                row[PlateAlphabet.Column(item[0])] = value;
                row[0] -= value;
            }
        }
        return lattice;
    }

    /// <summary>Random probabilities of some characters.</summary>
    internal static TextLattice Random(Random random, int steps, string characters)
    {
        TextLattice lattice = new(steps);
        for (int t = 0; t < steps; t++)
        {
            Span<float> row = lattice.AddStep();
            double[] weights = [.. Enumerable.Range(0, characters.Length + 1).Select(_ => Math.Pow(random.NextDouble(), 3) + 1e-3)];
            row[0] = (float)(weights[0] / weights.Sum());
            for (int i = 0; i < characters.Length; i++) row[PlateAlphabet.Column(characters[i])] = (float)(weights[i + 1] / weights.Sum());
        }
        return lattice;
    }

    /// <summary>The probability of every text, by going through all paths.</summary>
    internal static Dictionary<string, double> AllTexts(TextLattice lattice, string characters)
    {
        Dictionary<string, double> texts = [];
        Walk(0, "", 0, 1);
        return texts;

        void Walk(int step, string text, int last, double probability)
        {
            if (step == lattice.Steps)
            {
                texts[text] = texts.GetValueOrDefault(text) + probability;
                return;
            }
            Walk(step + 1, text, 0, probability * lattice[step][0]);
            foreach (char c in characters)
            {
                int column = PlateAlphabet.Column(c);
                Walk(step + 1, column == last ? text : text + c, column, probability * lattice[step][column]);
            }
        }
    }
}
