namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>Orders elements. Numbers that are equal are told apart by the elements' texts, so the result is the same every time.</summary>
internal readonly struct SortComparer(SortWorkspace work, bool alpha, bool byWeight, bool descending) : IComparer<SortItem>
{
    public int Compare(SortItem x, SortItem y)
    {
        int order = alpha ? CompareTexts(x, y) : CompareScores(x, y);
        return descending ? -order : order;
    }

    private int CompareScores(in SortItem x, in SortItem y)
    {
        int order = x.Score.CompareTo(y.Score);
        return order != 0 ? order : work.Text(x).SequenceCompareTo(work.Text(y));
    }

    /// <summary>A missing weight comes before every text.</summary>
    private int CompareTexts(in SortItem x, in SortItem y)
    {
        if (!byWeight)
            return work.Text(x).SequenceCompareTo(work.Text(y));
        if (x.WeightLength < 0 || y.WeightLength < 0)
            return (x.WeightLength < 0 ? 0 : 1) - (y.WeightLength < 0 ? 0 : 1);
        return work.Text(x.Weight, x.WeightLength).SequenceCompareTo(work.Text(y.Weight, y.WeightLength));
    }
}
