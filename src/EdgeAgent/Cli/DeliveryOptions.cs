using System.CommandLine;
using System.CommandLine.Parsing;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>How facts reach the platform: whose cursor deletes them, what they are sealed with, and how the broker is spoken to.</summary>
internal static class DeliveryOptions
{
    internal static readonly Option<string?> Consumer = new("--consumer") { Description = "the platform that tells how far it has stored: only then is a record deleted here (default: when the broker had a listener for it)", HelpName = "NAME" };
    internal static readonly Option<string?> SealKey = new("--seal-key") { Description = "seal what is recorded with the key in this file; it is made when it is not there, and FILE.pub is its public half", HelpName = "FILE" };
    internal static readonly Option<string[]> OperatorKey = new("--operator-key") { Description = "public key (PEM) of an operator, by whom commands that destroy must be signed; once for each", HelpName = "FILE" };
    internal static readonly Option<bool> Tls = new("--tls") { Description = "TLS to the broker, with the system's authorities" };
    internal static readonly Option<string?> Ca = new("--ca") { Description = "TLS to the broker, with these authorities only (PEM)", HelpName = "FILE" };
    internal static readonly Option<string?> Certificate = new("--certificate") { Description = "certificate to show to the broker (PEM)", HelpName = "FILE" };
    internal static readonly Option<string?> CertificateKey = new("--certificate-key") { Description = "its private key (PEM)", HelpName = "FILE" };
    internal static readonly Option<string?> User = new("--user") { Description = "user name at the broker", HelpName = "NAME" };
    internal static readonly Option<string?> PasswordFile = new("--password-file") { Description = "file whose first line is the password", HelpName = "FILE" };

    static DeliveryOptions() => Consumer.Validators.Add(RequireConsumer);

    /// <summary>The options of a connection to a broker.</summary>
    internal static IReadOnlyList<Option> OfBroker { get; } = [Tls, Ca, Certificate, CertificateKey, User, PasswordFile];

    /// <summary>The broker at an address, spoken to as the options say.</summary>
    /// <exception cref="FormatException">Options contradict each other, or a file is not there.</exception>
    internal static BrokerOptions BrokerOf(ParseResult result, string address) => Override(result, BrokerOptions.Parse(address));

    /// <summary>A broker as it was set, spoken to as the options that were given say.</summary>
    /// <exception cref="FormatException">Options contradict each other, or a file is not there.</exception>
    internal static BrokerOptions Override(ParseResult result, BrokerOptions broker)
    {
        string? certificate = result.GetValue(Certificate), key = result.GetValue(CertificateKey), ca = result.GetValue(Ca);
        if (certificate is null != key is null) throw new FormatException("--certificate and --certificate-key belong together: give both, or none");
        if (result.GetValue(User) is null && result.GetValue(PasswordFile) is not null) throw new FormatException("--password-file needs --user");
        foreach (string? file in new[] { certificate, key, ca, result.GetValue(PasswordFile) })
        {
            if (file is not null && !File.Exists(file)) throw new FormatException($"there is no file {file}: name the file with its path");
        }
        bool tls = result.GetValue(Tls) || ca is not null || certificate is not null;
        return broker with
        {
            Tls = tls ? new BrokerTls { CaFile = ca, CertificateFile = certificate, KeyFile = key } : broker.Tls,
            User = result.GetValue(User) ?? broker.User,
            Password = result.GetValue(PasswordFile) is { } passwordFile ? new BrokerPassword(File.ReadLines(passwordFile).FirstOrDefault() ?? "") : broker.Password,
        };
    }

    private static void RequireConsumer(OptionResult option)
    {
        if (option.Tokens is [var token] && !Topics.IsConsumer(token.Value))
            option.AddError($"--consumer is {token.Value}: use 1 to 36 of a-z, 0-9 and '-'");
    }
}
