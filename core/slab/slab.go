package slab

import "unsafe"

// Of makes values of one type. Each place is given out once, so that what was
// said stays as it was said, whoever keeps it. One that is copied is to be
// emptied in the copy: two must not give out the same places.
type Of[T any] struct {
	run  []T
	used int // of the run
}

const (
	runMin = 4
	runMax = 64
)

// Keep returns the address of a copy of v that nobody else has.
func (s *Of[T]) Keep(v *T) *T {
	if s.used == len(s.run) {
		s.run = make([]T, min(max(runMin, 2*len(s.run)), runMax))
		s.used = 0
	}
	p := &s.run[s.used]
	s.used++
	*p = *v
	return p
}

// As returns what is at p as an interface that holds it, as the conversion I(*p)
// would, but for the allocation that it takes. Like is any other of the same
// type. What is at p must not change any more, and T must not be a pointer or
// hold nothing but one.
//
// An interface is its dynamic type and the address of its value, in this order,
// for all types but those. Package reflect rests on it too;
// TestSlabsConvertAsTheLanguageDoes holds it.
func As[I, T any](like I, p *T) I {
	(*words)(unsafe.Pointer(&like)).value = unsafe.Pointer(p)
	return like
}

// Retype returns what is in v as the interface I, of which like holds another
// value of the same type: the assertion v.(I) without looking for a table of
// methods, which takes long in WebAssembly.
func Retype[I any](like I, v any) I {
	(*words)(unsafe.Pointer(&like)).value = (*words)(unsafe.Pointer(&v)).value
	return like
}

// At returns the address of the value in v, whose type must be T, which is as of
// As: to be looked at there rather than be copied out. It must not be changed.
func At[T any](v any) *T { return (*T)((*words)(unsafe.Pointer(&v)).value) }

type words struct{ dynamic, value unsafe.Pointer }
