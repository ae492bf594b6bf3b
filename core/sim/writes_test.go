package sim_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestWritesUnderWayAreToldUntilTheyAreDurable(t *testing.T) {
	w, _ := newWorld(plain, 1)
	under := func() (list []sim.Writing) {
		for one := range w.Writes {
			list = append(list, one)
		}
		return list
	}
	w.Input(1, 1, save("a"))
	w.Input(2, 1, save("b"))
	w.RunUntil(2)
	list := under()
	require.Len(t, list, 2)
	for i, one := range list {
		require.EqualValues(t, i+1, one.Seq)
		require.EqualValues(t, 1, one.Node)
		e, _ := w.Trace().At(one.Cause)
		require.Equal(t, sim.KindWrite, e.Kind)
		require.Equal(t, e.Time, one.Given)
	}
	require.Greater(t, list[1].Due, list[0].Due, "one after the other")
	survive := func(keep, tear bool) [2]sim.WriteSeq {
		d := plain.Disk
		d.KeepUnsynced, d.Tear = keep, tear
		w.SetDisk(1, d)
		upTo, torn := w.Survives(1)
		return [2]sim.WriteSeq{upTo, torn}
	}
	require.Equal(t, [2]sim.WriteSeq{0, 0}, survive(false, false))
	require.Equal(t, [2]sim.WriteSeq{0, 1}, survive(false, true))
	require.Equal(t, [2]sim.WriteSeq{2, 0}, survive(true, false))
	require.Equal(t, [2]sim.WriteSeq{1, 2}, survive(true, true))
	w.RunUntil(list[0].Due)
	require.Len(t, under(), 1)
	w.Crash(1, 0)
	require.Empty(t, under(), "what a crash has taken is under way no more")
}
