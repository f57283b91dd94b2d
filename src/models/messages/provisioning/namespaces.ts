/**
 * The namespaces of provisioning files: each schema has its own.
 *
 * Source: Microsoft Learn, "Mobile broadband schema reference".
 */
export const carrierControl = 'http://www.microsoft.com/networking/CarrierControl/v1';
export const carrierControl2 = 'http://www.microsoft.com/networking/CarrierControl/v2';
export const wwan = 'http://www.microsoft.com/networking/CarrierControl/WWAN/v1';
export const wlan = 'http://www.microsoft.com/networking/CarrierControl/WLAN/v1';
export const wlan2 = 'http://www.microsoft.com/networking/CarrierControl/WLAN/v2';
export const hotspot = 'http://www.microsoft.com/networking/WLAN/HotspotProfile/v1';
export const oneX = 'http://www.microsoft.com/networking/OneX/v1';
export const plans = 'http://www.microsoft.com/networking/CarrierControl/Plans/v1';
export const results = 'http://www.microsoft.com/networking/CarrierControlResults/v1';
export const signature = 'http://www.w3.org/2000/09/xmldsig#';
/** Bound to the prefix `xml` in every file. */
export const xmlItself = 'http://www.w3.org/XML/1998/namespace';
/** Hints for a validator, such as schemaLocation: allowed on every element. */
export const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
