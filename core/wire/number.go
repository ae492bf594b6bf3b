package wire

// Number codes a value of any integer type as a zig-zag varint. A decoded
// number that does not fit T is an error.
func Number[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32](c *Coder, v *T) {
	n := int64(*v)
	c.Int64(&n)
	if c.decoding {
		*v = T(n)
		if int64(*v) != n {
			c.Fail("the number %d does not fit its field", n)
			*v = 0
		}
	}
}

// List codes a list by coding its elements one after the other.
func List[T any](c *Coder, list *[]T, code func(*T)) {
	n := c.Len(len(*list))
	if c.decoding {
		*list = nil
		for i := 0; i < n && c.err == nil; i++ {
			var element T
			code(&element)
			*list = append(*list, element)
		}
		return
	}
	for i := range *list {
		code(&(*list)[i])
	}
}
