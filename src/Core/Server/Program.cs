using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Files;
using MtcpRedis.Server.Hosting;

try
{
    CommandLine commandLine = CommandLine.Parse(args);
    switch (commandLine.Mode)
    {
        case CommandLineMode.Help:
            Console.WriteLine(ProgramText.Help);
            return 0;
        case CommandLineMode.Version:
            Console.WriteLine(ProgramText.VersionLine);
            return 0;
        case CommandLineMode.PrintReference:
            Console.Write(ReferenceFile.Render());
            return 0;
        default:
            return Launcher.Run(ConfigLoader.Load(commandLine, Console.OpenStandardInput()));
    }
}
catch (ConfigException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
