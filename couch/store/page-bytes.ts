/** Pages as bytes, and the numbers in them: the highest byte first. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const pageBytes = 4096;

export function readUint16(bytes: Bytes, at: number): number {
	return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

export function readUint32(bytes: Bytes, at: number): number {
	return readUint16(bytes, at) * 65_536 + readUint16(bytes, at + 2);
}
