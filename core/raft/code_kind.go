package raft

// kind is a type of the values that a sum may hold: how it is known, and coded.
type kind[C Coder, Sum any] struct {
	has  func(Sum) bool
	code func(C, *Sum)
}

// kindOf is the kind of the values of a type, by the walk over one of them.
func kindOf[T any, C Coder, Sum any](walk func(C, *T)) kind[C, Sum] {
	return kind[C, Sum]{
		has: func(s Sum) bool {
			_, ok := any(s).(T)
			return ok
		},
		code: func(c C, s *Sum) {
			body, _ := any(*s).(T)
			if walk(c, &body); c.Decoding() {
				*s = any(body).(Sum)
			}
		},
	}
}

// codeKind walks over a value of a sum: the place of its kind in a list, from 1, and
// then what it holds. It reports whether there is such a kind.
func codeKind[C Coder, Sum any](c C, s *Sum, kinds []kind[C, Sum]) (n uint64, ok bool) {
	for i := range kinds {
		if kinds[i].has(*s) {
			n = uint64(i + 1)
			break
		}
	}
	c.Uint64(&n)
	if n == 0 || n > uint64(len(kinds)) {
		return n, false
	}
	kinds[n-1].code(c, s)
	return n, true
}
