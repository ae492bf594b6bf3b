package api

import "reflect"

// Coder writes or reads values field by field: encoding, it takes what the
// pointers point to; decoding, it sets that. Bad input never panics: a Coder
// at fault yields zeros, and Len zero.
type Coder interface {
	Uint64(*uint64)
	Int64(*int64)
	Bool(*bool)
	String(*string)
	Bytes(*[]byte)
	Decoding() bool
	Len(n int) int // writes n, or returns the number that was written
}

// numberOf returns the place of a value's type in a list of such values, or 0.
func numberOf[I any](v I, kinds []I) uint64 {
	t := reflect.TypeOf(v)
	for n, kind := range kinds {
		if reflect.TypeOf(kind) == t {
			return uint64(n)
		}
	}
	return 0
}

// codeKind walks the number of a value's type in a list. Decoding, it leaves the
// value that the list has there, and nil where the list has none.
func codeKind[I any](c Coder, v *I, kinds []I) {
	n := numberOf(*v, kinds)
	c.Uint64(&n)
	if c.Decoding() {
		*v = kinds[0]
		if n < uint64(len(kinds)) {
			*v = kinds[n]
		}
	}
}

func codeOptional[T any](c Coder, v **T, code func(*T)) {
	given := *v != nil
	c.Bool(&given)
	if c.Decoding() {
		*v = nil
		if given {
			*v = new(T)
		}
	}
	if given {
		code(*v)
	}
}

func codeNumber[T ~int32 | ~uint32](c Coder, v *T) {
	n := int64(*v)
	c.Int64(&n)
	*v = T(n)
}

// codeList walks a list; an empty one decodes to nil.
func codeList[T any](c Coder, list *[]T, one func(*T)) {
	n := c.Len(len(*list))
	if c.Decoding() {
		*list = nil
		for range n {
			var v T
			one(&v)
			*list = append(*list, v)
		}
		return
	}
	for i := range *list {
		one(&(*list)[i])
	}
}
