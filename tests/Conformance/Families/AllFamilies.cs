using MtcpRedis.Conformance.Grammar;

namespace MtcpRedis.Conformance.Families;

/// <summary>The families by name.</summary>
public static class AllFamilies
{
    /// <summary>Everything in one stream, in the shares of the numbers.</summary>
    public static readonly Family Mixed = new(
        "mixed",
        [
            Share(StringsFamily.Family, 12),
            Share(BitmapFamily.Family, 6),
            Share(HyperLogLogFamily.Family, 4),
            Share(HashFamily.Family, 10),
            Share(ListFamily.Family, 10),
            Share(SetFamily.Family, 10),
            Share(SortedSetFamily.Family, 12),
            Share(GeoFamily.Family, 5),
            Share(GenericFamily.Family, 10),
            Share(ExpiryFamily.Family, 5),
            Share(ScanFamily.Family, 3),
            Share(SortFamily.Family, 5),
            Share(ObjectFamily.Family, 4),
            Share(ConnectionFamily.Family, 4),
            Share(ServerFamily.Family, 3),
            Share(PubSubFamily.Family, 3),
            Share(TransactionsFamily.Family, 6),
            Share(BlockingFamily.Family, 1),
        ])
    {
        Directives =
        [
            .. HashFamily.Family.Directives,
            .. ListFamily.Family.Directives,
            .. SetFamily.Family.Directives,
            .. SortedSetFamily.Family.Directives,
            .. HyperLogLogFamily.Family.Directives,
        ],
        Clients = 3,
    };

    public static readonly IReadOnlyList<Family> All =
    [
        ConnectionFamily.Family, GenericFamily.Family, StringsFamily.Family, BitmapFamily.Family, HyperLogLogFamily.Family, HashFamily.Family,
        ListFamily.Family, SetFamily.Family, SortedSetFamily.Family, GeoFamily.Family, PubSubFamily.Family, NotificationsFamily.Family,
        TransactionsFamily.Family, ScanFamily.Family, SortFamily.Family, ObjectFamily.Family, ExpiryFamily.Family, BlockingFamily.Family,
        ServerFamily.Family, Mixed,
    ];

    /// <exception cref="ArgumentException">There is no such family.</exception>
    public static Family ByName(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new ArgumentException($"no family '{name}'; there are {string.Join(", ", All.Select(f => f.Name))}");

    private static Production Share(Family family, int weight) => Production.Custom(family.Name, weight, g => family.Next(g, _ => true));
}
