/**
 * A list that is made of another one again and again, while most of the other one stays as it was. What was made of an element
 * stands as long as the very same element is in its place: for elements that are never changed but replaced.
 */
export function remembering<Element extends object, Made extends object>(
	make: (element: Element) => Made,
): (elements: readonly Element[]) => readonly Made[] {
	let former: readonly Element[] = [];
	let formerlyMade: readonly Made[] = [];
	return elements => {
		if (elements === former) return formerlyMade;
		const made = elements.map(
			(element, place) => (element === former[place] ? formerlyMade[place] : undefined) ?? make(element),
		);
		[former, formerlyMade] = [elements, made];
		return made;
	};
}
