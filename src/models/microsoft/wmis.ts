/** Windows Metadata and Internet Services (WMIS): hardware IDs in, the operator's service metadata package out. */
import { count, model, type Request } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Hardware IDs of a device in the order in which they are looked up. */
export interface MetadataQuery {
  hardwareIds: readonly string[];
}

export const wmis = model('WMIS', {
  source: 'service-metadata.md',
  record: { queries: count(), matches: count() },
  facts: ['matched', 'noMatch'],
  given: {} as Surroundings,
  answers: {
    /** The subject is 0: there is one WMIS. The request is made on behalf of the device. */
    lookUp(_wmis, _request: Request<MetadataQuery, { found: boolean }>, _does) {},
  },
});
