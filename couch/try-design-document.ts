/**
 * A compiled design document is tried before it is written. CouchDB looks at a validator only when the first document
 * comes, and then a broken one turns every document of the shop away.
 */
import type {CompiledFolder, ValidatorCall} from './compile.ts';
import {DesignFault, type DesignKit, openDesignKit} from './design-kit.ts';

/** What is wrong with a design document: nothing when its functions can be read and its validator does as its samples say. */
export async function tryDesignDocument(folder: CompiledFolder): Promise<readonly string[]> {
	const kit = await openDesignKit(folder);
	try {
		kit.readAll();
		return trySamples(kit);
	} catch (error) {
		if (error instanceof DesignFault) return [error.message];
		throw error;
	} finally {
		kit.close();
	}
}

function trySamples(kit: DesignKit): readonly string[] {
	const {
		document: {_id: id},
		samples,
	} = kit.folder;
	if (samples === undefined) return [];
	const {accepted, refused} = samples;
	if (accepted.length === 0 || refused.length === 0) {
		return [`${id} has no sample of a document it accepts, or none of one it refuses`];
	}
	return [
		...accepted.flatMap((call, index) => faultOf(kit, call, 'accepted', `sample ${index} of accepted`)),
		...refused.flatMap((call, index) => faultOf(kit, call, 'refused', `sample ${index} of refused`)),
	];
}

function faultOf(
	kit: DesignKit,
	call: ValidatorCall,
	wanted: 'accepted' | 'refused',
	sample: string,
): readonly string[] {
	const {_id: id} = kit.folder.document;
	try {
		const judgement = kit.judge(call);
		if (judgement.verdict === 'accepted') return wanted === 'accepted' ? [] : [`${id} accepts ${sample}`];
		return wanted === 'refused' ? [] : [`${id} does not accept ${sample}: ${judgement.reason}`];
	} catch (error) {
		if (error instanceof DesignFault) return [`${id}, ${sample}: ${error.message}`];
		throw error;
	}
}
