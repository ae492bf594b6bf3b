package lab

import "slices"

// InTouch returns how many voters, and how many of the voters before in joint
// consensus (§6), are in the largest group around one of them, who is in touch with
// each of it; and whether some group is a quorum of both. Voters and outgoing are
// those that run; linked tells whether messages pass in both directions, and is nil
// if they do between all.
func InTouch[N comparable](voters, outgoing []N, quorum, outgoingQuorum int, linked func(a, b N) bool) (most, mostOutgoing int, quorate bool) {
	for _, group := range [...][]N{voters, outgoing} {
		for _, from := range group {
			n, o := reach(from, voters, linked), reach(from, outgoing, linked)
			most, mostOutgoing = max(most, n), max(mostOutgoing, o)
			quorate = quorate || n >= quorum && o >= outgoingQuorum
		}
	}
	return most, mostOutgoing, quorate
}

// reach counts whom one of them reaches, itself included.
func reach[N comparable](from N, among []N, linked func(a, b N) bool) (count int) {
	if linked == nil {
		return len(among)
	}
	for _, to := range among {
		if to == from || linked(from, to) {
			count++
		}
	}
	return count
}

// IsSplit reports whether several stand for a term that nobody can win any more, by
// the votes that each of them has got and those that are still to be had.
func IsSplit(got []int, free, quorum int) bool {
	return len(got) > 1 && slices.Max(got)+free < quorum
}
