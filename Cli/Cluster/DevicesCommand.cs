using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Cli.Training;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Devices;

namespace ClipGrid.Cli.Cluster;

/// <summary><c>clipgrid devices</c></summary>
internal sealed class DevicesCommand(CliConsole console, GlobalOptions global)
    : GridCommand(console, global, "devices", "List the devices of the silos, who has them, and which sessions wait for one and why.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid devices", "clipgrid devices --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        DeviceInventory inventory = await client.Cluster.GetDevicesAsync(cancellationToken);
        run.Write(inventory, output =>
        {
            if (inventory.Devices.IsEmpty)
                output.WriteLine("No silo has offered a device yet: start one, or wait a few seconds.");
            else
                DrawDevices(run, inventory);
            if (inventory.Queue.IsEmpty)
                output.WriteLine("No session waits for a device.");
            TextTable queue = new(">place", "session", ">priority");
            foreach (QueuedSession waiting in inventory.Queue)
                queue.Add(Text(waiting.Position), SessionChoice.Short(waiting.Session), Text(waiting.Priority));
            if (!inventory.Queue.IsEmpty)
                run.Draw(queue);
            // Sentences make poor cells: they stand below.
            foreach (QueuedSession waiting in inventory.Queue)
                output.WriteLine(Words.Line($"{SessionChoice.Short(waiting.Session)}: {waiting.Reason}"));
        });
        return ExitCode.Done;
    }

    private static void DrawDevices(CommandRun run, DeviceInventory inventory)
    {
        TextTable table = new("device", "silo", "~name", ">memory", "session", ">lease ends in");
        foreach (DeviceInfo device in inventory.Devices)
        {
            string name = $"{Parsed.Hyphened(device.Kind.ToString())} {Text(device.Number)}";
            if (device.Leases.IsEmpty)
                table.Add(name, device.Silo, device.Name, Words.Bytes(device.MemoryBytes), "free", "");
            foreach ((int index, DeviceLease lease) in device.Leases.Index())
                table.Add(
                    index == 0 ? name : "", index == 0 ? device.Silo : "", index == 0 ? device.Name : "", index == 0 ? Words.Bytes(device.MemoryBytes) : "",
                    SessionChoice.Short(lease.Session), string.Create(CultureInfo.InvariantCulture, $"{lease.ExpiresIn.TotalSeconds:0} s"));
        }
        run.Draw(table);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
