using MlReview.Analyzers.Flow;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>States share pages of variables: whatever is written to one, its copies keep what they held.</summary>
public sealed class FlowStateTests
{
    private const int Slots = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Behaves_as_a_table_of_its_own(int seed)
    {
        var random = new Random(seed);
        var values = new ValueFactory();
        var states = new List<(FlowState State, Value?[] Expected)> { (new FlowState(BranchPath.Entry), new Value?[Slots]) };
        for (var step = 0; step < 5_000; step++)
        {
            var (state, expected) = states[random.Next(states.Count)];
            if (states.Count < 20 && random.Next(40) == 0)
            {
                states.Add((state.Copy(), (Value?[])expected.Clone()));
                continue;
            }

            var slot = random.Next(Slots);
            var value = random.Next(5) == 0 ? null : values.Constant(random.Next(3));
            state[slot] = value;
            expected[slot] = value;
        }

        foreach (var (state, expected) in states)
        {
            Assert.Equal(expected, Enumerable.Range(0, Slots).Select(slot => state[slot]));
            Assert.All(states, other => Assert.Equal(expected.SequenceEqual(other.Expected), state.SameAs(other.State)));
        }
    }

    [Fact]
    public void Differs_where_only_the_later_pages_do()
    {
        var values = new ValueFactory();
        var few = new FlowState(BranchPath.Entry);
        few[0] = values.This;
        var many = few.Copy();
        many[3 * FlowState.PageSize] = values.Unknown;

        Assert.False(few.SameAs(many));
        Assert.False(many.SameAs(few));
        many[3 * FlowState.PageSize] = null;
        Assert.True(few.SameAs(many));
    }
}
