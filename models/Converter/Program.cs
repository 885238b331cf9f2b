using SafeCity.Edge.ModelConverter;

return ConverterCommand.Run(args, Console.Out, Console.Error);
