using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>
/// On which silo each partition lives: a function of its id and of the silos, so that all silos agree without asking each other. Of as
/// many neighbouring partitions as there are silos each silo gets one; which one is drawn by the highest hash (Thaler and Ravishankar
/// 1998), so that most stay where they are when a silo comes or goes.
/// </summary>
internal static class PartitionSpread
{
    /// <summary>The partition's silo.</summary>
    /// <param name="partition">Which one.</param>
    /// <param name="silos">One or more, in any order. A silo that starts again at its address counts as the same.</param>
    public static SiloAddress HomeOf(PartitionId partition, IReadOnlyCollection<SiloAddress> silos)
    {
        List<SiloAddress> free = [.. silos.OrderBy(silo => silo.Endpoint.ToString(), StringComparer.Ordinal)];
        int first = partition.Number - partition.Number % free.Count;
        for (int number = first; ; number++)
        {
            PartitionId neighbour = partition with { Number = number };
            SiloAddress chosen = free.MaxBy(silo => Score(neighbour, silo.Endpoint))!;
            if (number == partition.Number)
                return chosen;
            free.Remove(chosen);
        }
    }

    private static ulong Score(PartitionId partition, IPEndPoint silo) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{partition} {silo}")));
}
