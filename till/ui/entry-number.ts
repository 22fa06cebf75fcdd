/** The place in the till's chain that the id of an entry names: `receipt:<till>:<8-digit number>:…`. */
export function entryNumber(id: string): number | undefined {
	const place = id.split(':')[2];
	return place !== undefined && /^\d+$/.test(place) ? Number(place) : undefined;
}
